package io.lunette.scsi;

import io.lunette.failure.Parsed;
import io.lunette.model.ReservationKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What PERSISTENT RESERVE IN, READ KEYS answers, SPC-4 section 6.15.2.
 *
 * @param generation counts what changed the registrations since the unit was powered on
 * @param keys one for each registered I_T nexus; several nexuses may have the same key
 */
public record RegisteredKeys(int generation, List<ReservationKey> keys) {
    private static final int HEADER = 8;

    public RegisteredKeys {
        keys = List.copyOf(keys);
    }

    public static Parsed<RegisteredKeys> parse(byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("READ KEYS gave " + data.length + " bytes of at least " + HEADER);
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        int generation = buffer.getInt();
        long length = Integer.toUnsignedLong(buffer.getInt());
        if (length % Long.BYTES != 0 || length > data.length - HEADER) {
            return Parsed.invalid(
                    "READ KEYS says it has " + length + " bytes of keys, and " + (data.length - HEADER) + " came");
        }
        List<ReservationKey> keys = IntStream.range(0, (int) length / Long.BYTES)
                .mapToObj(index -> new ReservationKey(buffer.getLong(HEADER + index * Long.BYTES)))
                .toList();
        return Parsed.valid(new RegisteredKeys(generation, keys));
    }
}
