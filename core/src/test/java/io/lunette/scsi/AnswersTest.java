package io.lunette.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Parsed;
import io.lunette.model.ByteCount;
import io.lunette.model.ReservationKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final List<Function<byte[], Parsed<?>>> PARSERS = List.of(
            InquiryData::parse,
            UnitSerialNumber::parse,
            DeviceIdentification::parse,
            Capacity::parse,
            RegisteredKeys::parse,
            HeldReservation::parse,
            FullStatus::parse,
            TransportId::parse,
            ReservationCapabilities::parse,
            ReportedLuns::parse);

    @Test
    void inquiry_data_are_trimmed_of_their_padding() {
        InquiryData data = InquiryData.parse(inquiry("LUNETTE ", "PASSTHROUGH LUN ", "0001"))
                .get();
        assertEquals(new InquiryData(0, 0, "LUNETTE", "PASSTHROUGH LUN", "0001"), data);
        assertTrue(data.present());
    }

    @Test
    void inquiry_tells_of_a_lun_where_no_unit_is() {
        byte[] data = inquiry("LUNETTE ", "PASSTHROUGH LUN ", "0001");
        data[0] = 0x7f;
        assertFalse(InquiryData.parse(data).get().present());
    }

    @Test
    void what_is_not_ascii_shows_as_a_question_mark() {
        byte[] data = inquiry("A\nB\u0007C   ", "x".repeat(16), "0001");
        assertEquals("A?B?C", InquiryData.parse(data).get().vendor());
    }

    @Test
    void a_serial_number_may_be_padded_on_either_side() {
        byte[] page = ("\0\200\0\010" + "  SN12  ").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("SN12", UnitSerialNumber.parse(page).get().text());
    }

    @Test
    void capacity_counts_from_the_last_block() {
        byte[] data = hex("000000000001ffff" + "00000200" + "00".repeat(20));
        assertEquals(
                new Capacity(ByteCount.ofMiB(64), 512), Capacity.parse(data).get());
    }

    @Test
    void a_capacity_that_no_disk_has_is_refused() {
        assertInstanceOf(Parsed.Invalid.class, Capacity.parse(hex("ffffffffffffffff" + "00000200")));
        assertInstanceOf(Parsed.Invalid.class, Capacity.parse(hex("7fffffffffffffff" + "00000200")));
        assertInstanceOf(Parsed.Invalid.class, Capacity.parse(hex("000000000001ffff" + "00000000")));
    }

    @Test
    void registered_keys_are_read_in_order() {
        byte[] data = hex("00000007" + "00000010" + "00000000deadbeef" + "ffffffffffffffff" + "00".repeat(8));
        assertEquals(
                new RegisteredKeys(7, List.of(new ReservationKey(0xdeadbeefL), new ReservationKey(-1L))),
                RegisteredKeys.parse(data).get());
    }

    @Test
    void a_reservation_has_its_holders_key_and_type() {
        byte[] data = hex("00000007" + "00000010" + "00000000deadbeef" + "00000000" + "00" + "05" + "0000");
        assertEquals(
                Optional.of(new HeldReservation(
                        new ReservationKey(0xdeadbeefL), ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY)),
                HeldReservation.parse(data).get());
        assertEquals(
                Optional.empty(), HeldReservation.parse(hex("0000000700000000")).get());
    }

    @Test
    void commands_are_laid_out_as_t10_says() {
        assertArrayEquals(hex("12000000fc00"), ScsiCommand.inquiry().cdb());
        assertArrayEquals(
                hex("1201830ffc00"), ScsiCommand.vitalProductData(0x83).cdb());
        assertArrayEquals(
                hex("9e10" + "00".repeat(8) + "00000020" + "0000"),
                ScsiCommand.readCapacity16().cdb());
        assertArrayEquals(
                hex("5e000000000000" + "1ffc" + "00"), ScsiCommand.readKeys().cdb());
        assertArrayEquals(
                hex("5e010000000000" + "1ffc" + "00"),
                ScsiCommand.readReservation().cdb());
    }

    @Test
    void random_bytes_give_a_value_or_a_problem_and_never_an_exception() {
        Random random = new Random(20261123);
        for (int round = 0; round < 20_000; round++) {
            byte[] data = new byte[random.nextInt(300)];
            random.nextBytes(data);
            sound(data, random.nextInt(4));
        }
    }

    @Test
    void every_truncation_of_good_answers_gives_a_value_or_a_problem() {
        byte[] page = DeviceIdentificationTest.page(
                "01030010" + "600a0b80000f1d2a0000000000000001", "01020008" + "0011223344556677");
        for (int length = 0; length < page.length; length++) {
            byte[] cut = Arrays.copyOf(page, length);
            assertInstanceOf(Parsed.Invalid.class, DeviceIdentification.parse(cut), "cut after " + length);
            PARSERS.forEach(parser -> assertNotNull(parser.apply(cut)));
        }
    }

    /** Makes the bytes look right at their beginning, so that parsers get to what follows. */
    private static void sound(byte[] data, int shape) {
        if (data.length > 4 && shape > 0) {
            data[1] = (byte) (shape == 1 ? 0x83 : 0x80);
            data[2] = 0;
            data[3] = (byte) Math.min(255, data.length - 4);
        }
        PARSERS.forEach(parser -> assertNotNull(parser.apply(data)));
        if (DeviceIdentification.parse(data) instanceof Parsed.Valid<DeviceIdentification> valid) {
            assertNotNull(valid.value().wwid());
        }
    }

    private static byte[] inquiry(String vendor, String product, String revision) {
        return ("\0\0\005\002\037\0\0\002" + vendor + product + revision).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
