package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The reservation that PERSISTENT RESERVE IN, READ RESERVATION tells of, SPC-4 section 6.15.3.
 *
 * @param key the holder's; 0 for the types that all registrants hold
 * @param type SPC-4 table 64: 1 write exclusive, 3 exclusive access, 5 and 6 the same for registrants only, 7 and 8 for all
 *     registrants
 */
public record HeldReservation(long key, int type) {
    private static final int HEADER = 8;
    private static final int DESCRIPTOR = 16;

    /** Empty where the unit is not reserved. */
    public static Parsed<Optional<HeldReservation>> parse(byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("READ RESERVATION gave " + data.length + " bytes of at least " + HEADER);
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        if (buffer.getInt(4) == 0) {
            return Parsed.valid(Optional.empty());
        }
        return data.length < HEADER + DESCRIPTOR
                ? Parsed.invalid("READ RESERVATION gave a reservation of " + (data.length - HEADER) + " bytes")
                : Parsed.valid(Optional.of(
                        new HeldReservation(buffer.getLong(HEADER), Fields.unsigned8(data, HEADER + 13) & 0xf)));
    }
}
