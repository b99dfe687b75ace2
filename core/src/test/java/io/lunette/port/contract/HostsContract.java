package io.lunette.port.contract;

import static io.lunette.port.contract.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class HostsContract extends StoreContract {
    private static final HostUri URI = HostUri.parse("qemu+ssh://root@north/system?keyfile=/etc/lunette/id")
            .get();

    private static Host host(String name, long secondsAfterNoon) {
        return Host.of(new HostName(name), URI, NOON.plusSeconds(secondsAfterNoon));
    }

    @Test
    void every_field_comes_back_as_it_was_written() {
        Host full =
                host("north", 0).withRevision(3).withZone(Samples.HOSTILE).taking(false, Optional.of(Samples.HOSTILE));
        assertTrue(store.hosts().insert(full));
        assertEquals(Optional.of(full), store.hosts().find(full.name()));
        assertEquals(Optional.empty(), store.hosts().find(new HostName("North")));
    }

    @Test
    void a_name_is_taken_once() {
        assertTrue(store.hosts().insert(host("north", 0)));
        assertFalse(store.hosts().insert(host("north", 1)));
        assertEquals(List.of(host("north", 0)), store.hosts().list());
    }

    @Test
    void they_come_in_the_order_in_which_they_were_added() {
        store.hosts().insert(host("b", 1));
        store.hosts().insert(host("c", 0));
        store.hosts().insert(host("a", 1));
        assertEquals(
                List.of("c", "a", "b"),
                store.hosts().list().stream().map(host -> host.name().text()).toList());
    }

    @Test
    void only_the_newest_revision_is_changed() {
        store.hosts().insert(host("north", 0));
        Host away = host("north", 0).taking(false, Optional.of("new fans"));
        assertTrue(store.hosts().update(away));
        assertFalse(store.hosts().update(away.withZone("late")));
        assertEquals(Optional.of(away.withRevision(1)), store.hosts().find(away.name()));
        assertFalse(store.hosts().update(host("south", 0)));
    }

    @Test
    void one_that_was_removed_is_gone_and_removing_it_again_is_nothing() {
        store.hosts().insert(host("north", 0));
        store.hosts().remove(new HostName("north"));
        store.hosts().remove(new HostName("north"));
        assertEquals(List.of(), store.hosts().list());
    }
}
