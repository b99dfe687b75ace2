package io.lunette.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WwnTest {
    private static final ServerId SERVER = new ServerId(UUID.fromString("4f5a1a52-8b1e-4d3e-9c57-2f5f3f0a9e11"));

    @Test
    void digits_are_taken_in_any_case_with_colons_or_without() {
        Wwn expected = new Wwn("2100001b329da5e1");
        assertEquals(expected, Wwn.parse("2100001B329DA5E1").get());
        assertEquals(expected, Wwn.parse("21:00:00:1b:32:9d:A5:e1").get());
        assertEquals("21:00:00:1b:32:9d:a5:e1", expected.withColons());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000012341234",
                "2000000043214321",
                "3000000000000001",
                "50060b0000c26604",
                "c000000000000001"
            })
    void every_kind_that_names_one_port_is_taken(String text) {
        assertEquals(text, Wwn.parse(text).get().digits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2100001b329da5e",
                "2100001b329da5e1a",
                "0x2100001b329da5e1",
                "2100:001b:329d:a5e1",
                "21:00:00:1b:32:9d:a5e1",
                "2100001b329da5eg",
                "２100001b329da5e1",
                "2100001b329da5e1\n"
            })
    void what_has_another_shape_is_refused(String text) {
        assertEquals(Optional.empty(), Wwn.parse(text).toOptional());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "ffffffffffffffff", "4000000000000001", "6000000000000001"})
    void what_names_nothing_is_refused(String text) {
        assertEquals(Optional.empty(), Wwn.parse(text).toOptional());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000010012341234", "2000ff0043214321", "5010000000c26604"})
    void a_group_is_refused(String text) {
        assertEquals(Optional.empty(), Wwn.parse(text).toOptional());
    }

    @Test
    void a_server_has_names_of_its_own_that_stay_and_are_locally_assigned() {
        ServerId other = new ServerId(UUID.fromString("4f5a1a52-8b1e-4d3e-9c57-2f5f3f0a9e12"));
        assertEquals(Wwn.ofPort(SERVER), Wwn.ofPort(new ServerId(SERVER.value())));
        assertNotEquals(Wwn.ofPort(SERVER), Wwn.ofPort(other));
        assertNotEquals(Wwn.ofPort(SERVER), Wwn.ofNode(SERVER));
        assertFalse(Wwn.ofPort(SERVER).digits().equals(Wwn.ofNode(other).digits()));
        assertEquals(Wwn.ofPort(SERVER), Wwn.parse(Wwn.ofPort(SERVER).digits()).get());
        assertEquals('3', Wwn.ofNode(SERVER).digits().charAt(0));
    }

    /** Zones and masks were made with these names: another version must not change them. */
    @Test
    void the_names_of_a_server_never_change() {
        assertEquals("31fb308a68af6b81", Wwn.ofPort(SERVER).digits());
        assertEquals("30fb308a68af6b81", Wwn.ofNode(SERVER).digits());
    }
}
