package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * What REPORT LUNS answers, SPC-4 section 6.33: the numbers at which a target has logical units, in its order.
 *
 * @param numbers in single-level addressing (SAM-5 sections 4.7.7.2 to 4.7.7.5), which initiators speak by number
 * @param others how many there are besides, addressed in ways that none of them speaks
 */
public record ReportedLuns(List<Integer> numbers, int others) {
    private static final int HEADER = 8;
    private static final int ENTRY = 8;

    public ReportedLuns {
        numbers = List.copyOf(numbers);
    }

    /** A list that goes on beyond what came is read as far as it came. */
    public static Parsed<ReportedLuns> parse(byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("REPORT LUNS gave " + data.length + " bytes of at least " + HEADER);
        }
        long length = Fields.unsigned32(data, 0);
        List<Integer> numbers = new ArrayList<>();
        int others = 0;
        for (int at = HEADER; at + ENTRY <= data.length && at < HEADER + length; at += ENTRY) {
            int number = number(data, at);
            if (number < 0) {
                others++;
            } else {
                numbers.add(number);
            }
        }
        return Parsed.valid(new ReportedLuns(numbers, others));
    }

    /** Negative where it is not one level, or a well-known unit. */
    private static int number(byte[] data, int at) {
        int method = Fields.unsigned8(data, at) >> 6;
        boolean oneLevel = Fields.isZero(data, at + 2, 6);
        return switch (method) {
            case 0 -> oneLevel && Fields.unsigned8(data, at) == 0 ? Fields.unsigned8(data, at + 1) : -1;
            case 1 -> oneLevel ? Fields.unsigned16(data, at) & 0x3fff : -1;
            default -> -1;
        };
    }
}
