package io.lunette.scsi;

import io.lunette.failure.Parsed;
import io.lunette.model.ReservationKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What PERSISTENT RESERVE IN, READ FULL STATUS answers, SPC-4 section 6.15.5: who is registered.
 *
 * @param generation counts what changed the registrations since the unit was powered on
 */
public record FullStatus(int generation, List<Registrant> registrants) {
    private static final int HEADER = 8;
    private static final int DESCRIPTOR = 24;

    public FullStatus {
        registrants = List.copyOf(registrants);
    }

    /**
     * One registered I_T nexus.
     *
     * @param holder whether it holds the reservation
     * @param allTargetPorts whether it is registered at every port of the target; {@code targetPort} means nothing then
     * @param type the reservation's; means nothing where it is not the holder
     * @param targetPort the relative target port identifier
     */
    public record Registrant(
            ReservationKey key,
            boolean holder,
            boolean allTargetPorts,
            ReservationType type,
            int targetPort,
            TransportId initiator) {}

    public static Parsed<FullStatus> parse(byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("READ FULL STATUS gave " + data.length + " bytes of at least " + HEADER);
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        long length = Integer.toUnsignedLong(buffer.getInt(4));
        if (length > data.length - HEADER) {
            return Parsed.invalid("READ FULL STATUS says it has " + length + " bytes of registrants, and "
                    + (data.length - HEADER) + " came");
        }
        return registrants(data, HEADER + (int) length)
                .map(registrants -> new FullStatus(buffer.getInt(0), registrants));
    }

    private static Parsed<List<Registrant>> registrants(byte[] data, int end) {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        List<Registrant> found = new ArrayList<>();
        int at = HEADER;
        while (at < end) {
            long more = at + DESCRIPTOR > end ? -1 : Integer.toUnsignedLong(buffer.getInt(at + 20));
            if (more < 0 || more > end - at - DESCRIPTOR) {
                return Parsed.invalid("a registrant of READ FULL STATUS goes beyond the end of the data");
            }
            int next = at + DESCRIPTOR + (int) more;
            switch (TransportId.parse(Arrays.copyOfRange(data, at + DESCRIPTOR, next))) {
                case Parsed.Valid<TransportId> initiator -> found.add(registrant(buffer, at, initiator.value()));
                case Parsed.Invalid<TransportId> invalid -> {
                    return Parsed.invalid(invalid.problem());
                }
            }
            at = next;
        }
        return Parsed.valid(found);
    }

    private static Registrant registrant(ByteBuffer buffer, int at, TransportId initiator) {
        byte flags = buffer.get(at + 12);
        return new Registrant(
                new ReservationKey(buffer.getLong(at)),
                (flags & 1) != 0,
                (flags & 2) != 0,
                new ReservationType(buffer.get(at + 13) & 0xf),
                Short.toUnsignedInt(buffer.getShort(at + 18)),
                initiator);
    }
}
