package io.lunette.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.failure.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LunAddressTest {
    @Test
    void several_portals_a_target_and_a_number_are_read_with_the_scheme_or_without() {
        LunAddress expected = new LunAddress(
                List.of(new Portal("192.0.2.1", 3260), new Portal("fe80::1", 3261)),
                new Iqn("iqn.2026-11.org.example:array.one"),
                16_383);
        String text = "iscsi://192.0.2.1:3260,[fe80::1]:3261/iqn.2026-11.org.example:array.one/16383";
        assertEquals(expected, LunAddress.parse(text).get());
        assertEquals(
                expected, LunAddress.parse(text.substring("iscsi://".length())).get());
        assertEquals(text, expected.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "iscsi://",
                "iscsi://192.0.2.1/iqn.2026-11.org.example:a",
                "iscsi:///iqn.2026-11.org.example:a/1",
                "iscsi://192.0.2.1,/iqn.2026-11.org.example:a/1",
                "iscsi://192.0.2.1/notaniqn/1",
                "iscsi://192.0.2.1/iqn.2026-11.org.example:a/-1",
                "iscsi://192.0.2.1/iqn.2026-11.org.example:a/16384",
                "iscsi://192.0.2.1/iqn.2026-11.org.example:a/99999999999",
                "iscsi://192.0.2.1/iqn.2026-11.org.example:a/1/2",
                "iscsi://user@192.0.2.1/iqn.2026-11.org.example:a/1"
            })
    void anything_else_is_none(String text) {
        assertInstanceOf(Parsed.Invalid.class, LunAddress.parse(text));
    }

    @Test
    void a_password_in_an_address_is_refused_and_not_repeated() {
        Parsed<LunAddress> parsed = LunAddress.parse("iscsi://user%hidden-word@192.0.2.1/iqn.2026-11.org.example:a/1");
        String problem = assertInstanceOf(Parsed.Invalid.class, parsed).problem();
        assertFalse(problem.contains("hidden-word"), problem);
    }
}
