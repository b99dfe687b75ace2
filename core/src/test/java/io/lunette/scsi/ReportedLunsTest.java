package io.lunette.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.failure.Parsed;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedLunsTest {
    private static ReportedLuns read(String... entries) {
        String list = String.join("", entries);
        return ReportedLuns.parse(hex("%08x00000000".formatted(list.length() / 2) + list))
                .get();
    }

    @Test
    void numbers_are_read_in_the_order_of_the_target() {
        assertEquals(
                new ReportedLuns(List.of(0, 255, 1), 0),
                read("0000000000000000", "00ff000000000000", "0001000000000000"));
    }

    @Test
    void numbers_above_255_are_in_flat_space() {
        assertEquals(
                new ReportedLuns(List.of(256, 16383, 5), 0),
                read("4100000000000000", "7fff000000000000", "4005000000000000"));
    }

    @Test
    void units_that_no_number_addresses_are_counted() {
        assertEquals(
                new ReportedLuns(List.of(1), 4),
                read(
                        "c101000000000000", // the well-known unit of REPORT LUNS
                        "0001000000000000",
                        "0101000000000000", // another bus
                        "0002000100000000", // two levels
                        "8101000000000000")); // logical unit addressing
    }

    @Test
    void a_list_that_says_it_is_longer_than_what_came_is_read_as_far_as_it_came() {
        assertEquals(
                List.of(3),
                ReportedLuns.parse(hex("ffffffff00000000" + "0003000000000000" + "00040000"))
                        .get()
                        .numbers());
    }

    @Test
    void what_follows_the_list_is_not_read() {
        assertEquals(
                List.of(),
                ReportedLuns.parse(hex("0000000000000000" + "0003000000000000"))
                        .get()
                        .numbers());
    }

    @Test
    void an_answer_without_a_header_is_refused() {
        assertInstanceOf(Parsed.Invalid.class, ReportedLuns.parse(hex("00000008000000")));
    }

    @Test
    void the_command_is_laid_out_as_t10_says() {
        assertArrayEquals(
                hex("a00000000000" + "00010008" + "0000"),
                ScsiCommand.reportLuns().cdb());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
