package io.lunette.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("listen", "state", "target.portals");

    @Test
    void a_misspelt_name_finds_its_right_form() {
        assertEquals(Optional.of("target.portals"), NearestName.of("target.portal", NAMES));
        assertEquals(Optional.of("listen"), NearestName.of("lisetn", NAMES));
    }

    @Test
    void something_else_altogether_finds_nothing() {
        assertEquals(Optional.empty(), NearestName.of("workers", NAMES));
    }

    @Test
    void distance_counts_changes_of_one_letter() {
        assertEquals(3, NearestName.distance("kitten", "sitting"));
        assertEquals(4, NearestName.distance("", "four"));
    }
}
