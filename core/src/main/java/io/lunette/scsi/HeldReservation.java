package io.lunette.scsi;

import io.lunette.failure.Parsed;
import io.lunette.model.ReservationKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The reservation that PERSISTENT RESERVE IN, READ RESERVATION tells of, SPC-4 section 6.15.3.
 *
 * @param key the holder's; 0 for the types that all registrants hold
 */
public record HeldReservation(ReservationKey key, ReservationType type) {
    private static final int HEADER = 8;
    private static final int DESCRIPTOR = 16;

    /** Empty where the unit is not reserved. */
    public static Parsed<Optional<HeldReservation>> parse(byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("READ RESERVATION gave " + data.length + " bytes of at least " + HEADER);
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        long length = Integer.toUnsignedLong(buffer.getInt(4));
        if (length == 0) {
            return Parsed.valid(Optional.empty());
        }
        return length < DESCRIPTOR || data.length < HEADER + DESCRIPTOR
                ? Parsed.invalid("READ RESERVATION gave a reservation of " + Math.min(length, data.length - HEADER)
                        + " bytes of at least " + DESCRIPTOR)
                : Parsed.valid(Optional.of(new HeldReservation(
                        new ReservationKey(buffer.getLong(HEADER)),
                        new ReservationType(Fields.unsigned8(data, HEADER + 13) & 0xf))));
    }
}
