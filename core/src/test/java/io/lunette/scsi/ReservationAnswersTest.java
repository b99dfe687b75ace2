package io.lunette.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.lunette.failure.Parsed;
import io.lunette.model.ReservationKey;
import io.lunette.scsi.FullStatus.Registrant;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Persistent reservations, byte by byte as SPC-4 sections 6.15, 6.16 and 7.6.4 lay them out. */
class ReservationAnswersTest {
    private static final String SERVER = "iqn.2026-11.io.lunette:s1";
    private static final TransportId FIBRE = new TransportId.FibreChannel("2100001b32a0f00d");

    /** Format 00b: the device's name, a zero, padded to a multiple of four. */
    private static String iscsiDevice(String name) {
        return iscsi("05", name);
    }

    /** Format 01b: name, separator and ISID of an initiator port. */
    private static String iscsiPort(String name, String isid) {
        return iscsi("45", name + ",i,0x" + isid);
    }

    private static String iscsi(String first, String text) {
        int length = Math.max(20, (text.length() + 1 + 3) / 4 * 4);
        byte[] field = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), length);
        return first + "00" + "%04x".formatted(length) + HexFormat.of().formatHex(field);
    }

    private static String registrant(String key, String flags, String scopeAndType, String port, String transport) {
        return key + "00000000" + flags + scopeAndType + "00000000" + port + "%08x".formatted(transport.length() / 2)
                + transport;
    }

    private static byte[] fullStatus(String... registrants) {
        String all = String.join("", registrants);
        return hex("0000002a" + "%08x".formatted(all.length() / 2) + all);
    }

    private static final String FC = "00" + "00".repeat(7) + "2100001b32a0f00d" + "00".repeat(8);
    private static final String SAS = "06000000" + "5000c50012345678" + "00".repeat(12);

    @Test
    void the_full_status_names_each_registrant_by_its_transport() {
        byte[] data = fullStatus(
                registrant("00000000deadbeef", "01", "05", "0001", iscsiPort(SERVER, "00023d000001")),
                registrant("ffffffffffffffff", "02", "00", "ffff", iscsiDevice("IQN.2026-11.io.Lunette:s2")),
                registrant("0000000000000007", "00", "00", "0002", FC),
                registrant("0000000000000008", "00", "00", "0003", SAS));
        FullStatus status = FullStatus.parse(data).get();
        assertEquals(42, status.generation());
        assertEquals(
                List.of(
                        new Registrant(
                                new ReservationKey(0xdeadbeefL),
                                true,
                                false,
                                new ReservationType(5),
                                1,
                                new TransportId.Iscsi(SERVER, Optional.of("00023d000001"))),
                        new Registrant(
                                new ReservationKey(-1),
                                false,
                                true,
                                new ReservationType(0),
                                0xffff,
                                new TransportId.Iscsi("iqn.2026-11.io.lunette:s2", Optional.empty())),
                        new Registrant(new ReservationKey(7), false, false, new ReservationType(0), 2, FIBRE),
                        new Registrant(
                                new ReservationKey(8),
                                false,
                                false,
                                new ReservationType(0),
                                3,
                                new TransportId.Sas("5000c50012345678"))),
                status.registrants());
    }

    @Test
    void a_unit_without_registrants_has_none() {
        assertEquals(
                new FullStatus(42, List.of()), FullStatus.parse(fullStatus()).get());
    }

    @Test
    void a_transport_that_is_not_known_is_told_by_its_number() {
        assertEquals(
                new TransportId.Other(4, "04" + "ab".repeat(23)),
                TransportId.parse(hex("04" + "ab".repeat(23))).get());
    }

    @Test
    void an_iscsi_transport_id_without_a_name_or_without_an_isid_is_refused() {
        assertInstanceOf(Parsed.Invalid.class, TransportId.parse(hex(iscsiDevice(""))));
        assertInstanceOf(Parsed.Invalid.class, TransportId.parse(hex(iscsi("45", SERVER))));
        assertInstanceOf(Parsed.Invalid.class, TransportId.parse(hex(iscsiPort(SERVER, ""))));
        assertInstanceOf(Parsed.Invalid.class, TransportId.parse(hex(iscsiPort("", "00023d000001"))));
        assertInstanceOf(Parsed.Invalid.class, TransportId.parse(hex(iscsi("85", SERVER))));
    }

    @Test
    void what_would_steer_a_terminal_in_a_name_does_not() {
        TransportId id = TransportId.parse(hex(iscsiDevice("iqn.2026-11.x:\u001b[2J\nlunette")))
                .get();
        assertEquals("iqn.2026-11.x:?[2j?lunette", id.toString());
    }

    @Test
    void every_truncation_of_a_full_status_is_refused() {
        byte[] whole = fullStatus(
                registrant("00000000deadbeef", "01", "05", "0001", iscsiPort(SERVER, "00023d000001")),
                registrant("0000000000000007", "00", "00", "0002", FC));
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(
                    Parsed.Invalid.class, FullStatus.parse(Arrays.copyOf(whole, length)), "cut after " + length);
        }
    }

    @Test
    void mutated_answers_give_a_value_or_a_problem_and_never_an_exception() {
        byte[] whole = fullStatus(
                registrant("00000000deadbeef", "01", "05", "0001", iscsiPort(SERVER, "00023d000001")),
                registrant("ffffffffffffffff", "02", "00", "ffff", iscsiDevice(SERVER)),
                registrant("0000000000000007", "00", "00", "0002", FC),
                registrant("0000000000000008", "00", "00", "0003", SAS));
        Random random = new Random(20261123);
        for (int round = 0; round < 50_000; round++) {
            byte[] mutated = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertNotNull(FullStatus.parse(mutated));
            assertNotNull(FullStatus.parse(Arrays.copyOf(mutated, random.nextInt(mutated.length))));
        }
    }

    @Test
    void capabilities_are_read_bit_by_bit() {
        assertEquals(
                new ReservationCapabilities(true, true, true, Optional.of(types(1, 3, 5, 6, 7, 8))),
                ReservationCapabilities.parse(hex("0008" + "05" + "81" + "ea01" + "0000"))
                        .get());
        assertEquals(
                new ReservationCapabilities(false, true, false, Optional.of(types(5))),
                ReservationCapabilities.parse(hex("0008" + "01" + "80" + "2000" + "0000"))
                        .get());
        assertEquals(
                new ReservationCapabilities(true, false, false, Optional.empty()),
                ReservationCapabilities.parse(hex("0008" + "04" + "00" + "ea01" + "0000"))
                        .get());
        assertInstanceOf(Parsed.Invalid.class, ReservationCapabilities.parse(hex("0006" + "000000000000")));
        assertInstanceOf(Parsed.Invalid.class, ReservationCapabilities.parse(hex("0008")));
    }

    private static List<ReservationType> types(int... codes) {
        return Arrays.stream(codes).mapToObj(ReservationType::new).toList();
    }

    @Test
    void a_reservation_that_is_cut_short_is_refused() {
        byte[] whole = hex("00000007" + "00000010" + "00000000deadbeef" + "00000000" + "00" + "05" + "0000");
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(
                    Parsed.Invalid.class, HeldReservation.parse(Arrays.copyOf(whole, length)), "cut after " + length);
        }
        assertInstanceOf(Parsed.Invalid.class, HeldReservation.parse(hex("0000000700000008" + "00".repeat(32))));
    }

    @Test
    void keys_that_are_cut_short_are_refused() {
        byte[] whole = hex("00000007" + "00000010" + "00000000deadbeef" + "ffffffffffffffff");
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(
                    Parsed.Invalid.class, RegisteredKeys.parse(Arrays.copyOf(whole, length)), "cut after " + length);
        }
    }

    @Test
    void reserving_commands_are_laid_out_as_t10_says() {
        ReservationKey own = new ReservationKey(0x1122334455667788L);
        ReservationKey victim = new ReservationKey(0xdeadbeefL);
        ReservationType type = ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY;
        out("5f00", "01", "1122334455667788" + "00000000deadbeef", ReserveOut.register(own, victim));
        out("5f00", "01", "1122334455667788" + "0000000000000000", ReserveOut.unregister(own));
        out("5f06", "01", "0000000000000000" + "1122334455667788", ReserveOut.registerAndIgnore(own));
        out("5f01", "05", "1122334455667788" + "0000000000000000", ReserveOut.reserve(own, type));
        out("5f03", "01", "1122334455667788" + "0000000000000000", ReserveOut.clear(own));
        out("5f04", "05", "1122334455667788" + "00000000deadbeef", ReserveOut.preempt(own, victim, type));
        assertArrayEquals(
                hex("5e020000000000" + "1ffc" + "00"),
                ScsiCommand.reportReservationCapabilities().cdb());
        assertArrayEquals(
                hex("5e030000000000" + "1ffc" + "00"),
                ScsiCommand.readFullStatus().cdb());
    }

    private static void out(String action, String type, String keys, ReserveOut what) {
        ScsiCommand command = ScsiCommand.persistentReserveOut(what);
        assertArrayEquals(hex(action + type + "0000" + "00000018" + "00"), command.cdb());
        assertArrayEquals(hex(keys + "00".repeat(8)), command.sent());
    }

    @Test
    void a_key_is_read_with_and_without_0x_and_never_0() {
        assertEquals(new ReservationKey(0xabcL), ReservationKey.parse("0xABC").get());
        assertEquals(new ReservationKey(0xabcL), ReservationKey.parse("abc").get());
        assertEquals(
                new ReservationKey(-1), ReservationKey.parse("ffffffffffffffff").get());
        for (String wrong : List.of("", "0", "0x", "0x0", "-1", "0x11223344556677889", "key", "1 ", "0x1\n")) {
            assertInstanceOf(Parsed.Invalid.class, ReservationKey.parse(wrong), wrong);
        }
        assertEquals("0x0000000000000abc", new ReservationKey(0xabc).toString());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
