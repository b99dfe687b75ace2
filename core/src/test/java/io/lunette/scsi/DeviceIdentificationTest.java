package io.lunette.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.failure.Parsed;
import io.lunette.model.Wwid;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceIdentificationTest {
    private static final String NAA_6 = "01030010" + "600a0b80000f1d2a0000000000000001";
    private static final String NAA_5 = "01030008" + "5000c500a1b2c3d4";
    private static final String NAA_3 = "01030008" + "3000000100000001";
    private static final String EUI_64 = "01020008" + "0011223344556677";
    private static final String T10 = "0201000c" + "455841" + "4d504c45" + "2031323334";

    @Test
    void an_naa_6_designator_is_the_wwid() {
        assertEquals("naa.600a0b80000f1d2a0000000000000001", wwid(NAA_6));
    }

    @Test
    void the_widest_name_wins_whatever_its_place_on_the_page() {
        assertEquals("naa.600a0b80000f1d2a0000000000000001", wwid(T10, NAA_3, EUI_64, NAA_5, NAA_6));
        assertEquals("naa.5000c500a1b2c3d4", wwid(T10, NAA_3, EUI_64, NAA_5));
        assertEquals("eui.0011223344556677", wwid(T10, NAA_3, EUI_64));
    }

    @Test
    void a_name_that_only_the_target_gave_comes_before_a_vendors_text() {
        assertEquals("naa.3000000100000001", wwid(T10, NAA_3));
        assertEquals("t10.4558414d504c452031323334", wwid(T10));
    }

    @Test
    void names_of_ports_and_devices_are_not_the_units() {
        String port = "61930008" + "5000c500a1b2c3d4";
        String device = "01230008" + "5000c500a1b2c3d5";
        assertEquals("eui.0011223344556677", wwid(port, device, EUI_64));
        assertEquals(Optional.empty(), parse(port, device).wwid());
    }

    @Test
    void zeroes_name_nothing() {
        assertEquals(
                Optional.empty(),
                parse("01030008" + "3000000000000000", "01020008" + "0000000000000000")
                        .wwid());
    }

    @Test
    void a_designator_of_the_wrong_length_is_passed_over() {
        assertEquals("eui.0011223344556677", wwid("01030006" + "600a0b80000f", EUI_64));
    }

    @Test
    void a_page_without_designators_names_nothing() {
        assertEquals(Optional.empty(), parse().wwid());
    }

    @Test
    void a_designator_beyond_the_page_spoils_it() {
        byte[] page = page("01030010" + "600a0b80000f1d2a");
        assertInstanceOf(Parsed.Invalid.class, DeviceIdentification.parse(page));
    }

    @Test
    void another_page_is_not_taken_for_this_one() {
        byte[] page = page(NAA_6);
        page[1] = (byte) 0x80;
        assertInstanceOf(Parsed.Invalid.class, DeviceIdentification.parse(page));
    }

    private static String wwid(String... designators) {
        return parse(designators).wwid().map(Wwid::toString).orElse("none");
    }

    private static DeviceIdentification parse(String... designators) {
        return DeviceIdentification.parse(page(designators)).get();
    }

    static byte[] page(String... designators) {
        String body = String.join("", designators);
        return HexFormat.of().parseHex("0083%04x".formatted(body.length() / 2) + body);
    }
}
