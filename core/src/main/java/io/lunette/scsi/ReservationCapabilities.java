package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What PERSISTENT RESERVE IN, REPORT CAPABILITIES answers, SPC-4 section 6.15.4.
 *
 * @param allTargetPorts whether a registration may be made at all ports of the target at once (ATP_C)
 * @param keepsThroughPowerLoss whether registrations can be kept when the unit loses power (PTPL_C)
 * @param keepingThroughPowerLoss whether they are kept now (PTPL_A)
 * @param types the reservations that it has, by their codes; empty where it does not say (TMV is 0)
 */
public record ReservationCapabilities(
        boolean allTargetPorts,
        boolean keepsThroughPowerLoss,
        boolean keepingThroughPowerLoss,
        Optional<List<ReservationType>> types) {
    private static final int BYTES = 8;

    public ReservationCapabilities {
        types = types.map(List::copyOf);
    }

    public static Parsed<ReservationCapabilities> parse(byte[] data) {
        if (data.length < BYTES || Fields.unsigned16(data, 0) < BYTES) {
            return Parsed.invalid("REPORT CAPABILITIES gave "
                    + (data.length < 2 ? data.length : Math.min(data.length, Fields.unsigned16(data, 0)))
                    + " bytes of at least " + BYTES);
        }
        return Parsed.valid(new ReservationCapabilities(
                isSet(data, 2, 2),
                isSet(data, 2, 0),
                isSet(data, 3, 0),
                isSet(data, 3, 7) ? types(data) : Optional.empty()));
    }

    /** Bits 1, 3, 5, 6 and 7 of the mask's first byte have those types, and bit 0 of its second has type 8. */
    private static Optional<List<ReservationType>> types(byte[] data) {
        return Optional.of(IntStream.of(1, 3, 5, 6, 7, 8)
                .filter(code -> isSet(data, 4 + code / 8, code % 8))
                .mapToObj(ReservationType::new)
                .toList());
    }

    private static boolean isSet(byte[] data, int at, int bit) {
        return (Fields.unsigned8(data, at) >> bit & 1) != 0;
    }
}
