package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Flavor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class FlavorsContract extends StoreContract {
    private final Flavor tiny = Samples.flavor("1", "m1.tiny", 512);

    @Test
    void a_flavor_comes_back_field_by_field() {
        Flavor full = new Flavor(
                Samples.HOSTILE,
                "name " + Samples.HOSTILE,
                2,
                3,
                4,
                5,
                6,
                false,
                "text",
                Map.of("hw:a", Samples.HOSTILE));

        assertTrue(store.flavors().insert(full));

        assertEquals(Optional.of(full), store.flavors().find(Samples.HOSTILE));
    }

    @Test
    void a_flavor_that_is_not_there_is_not_found() {
        assertEquals(Optional.empty(), store.flavors().find("1"));
    }

    @Test
    void a_taken_id_and_a_taken_name_are_refused() {
        store.flavors().insert(tiny);

        assertFalse(store.flavors().insert(Samples.flavor("1", "other", 1)));
        assertFalse(store.flavors().insert(Samples.flavor("2", "m1.tiny", 1)));

        assertEquals(List.of(tiny), store.flavors().list());
    }

    @Test
    void flavors_come_by_memory_then_id() {
        Flavor small = Samples.flavor("2", "m1.small", 2048);
        Flavor sameMemoryLaterId = Samples.flavor("b", "b", 512);
        Flavor capitalsFirst = Samples.flavor("B", "B", 512);
        for (Flavor flavor : List.of(small, sameMemoryLaterId, tiny, capitalsFirst)) {
            store.flavors().insert(flavor);
        }

        assertEquals(
                List.of(tiny, capitalsFirst, sameMemoryLaterId, small),
                store.flavors().list());
    }

    @Test
    void an_update_replaces_the_flavor_of_its_id() {
        store.flavors().insert(tiny);
        Flavor changed = new Flavor("1", "renamed", 9, 8, 7, 6, 5, false, "new", Map.of("k", "v"));

        assertTrue(store.flavors().update(changed));

        assertEquals(List.of(changed), store.flavors().list());
    }

    @Test
    void an_update_of_none_or_to_anothers_name_changes_nothing() {
        Flavor small = Samples.flavor("2", "m1.small", 2048);
        assertFalse(store.flavors().update(tiny));
        store.flavors().insert(tiny);
        store.flavors().insert(small);

        assertFalse(store.flavors().update(Samples.flavor("2", "m1.tiny", 1)));

        assertEquals(List.of(tiny, small), store.flavors().list());
    }

    @Test
    void a_flavor_is_removed_once() {
        store.flavors().insert(tiny);

        assertTrue(store.flavors().remove("1"));
        assertFalse(store.flavors().remove("1"));
    }
}
