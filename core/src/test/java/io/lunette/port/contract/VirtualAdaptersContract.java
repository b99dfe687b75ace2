package io.lunette.port.contract;

import static io.lunette.port.contract.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Server;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** vHBAs come and go with their server, and no port name is given twice. */
abstract class VirtualAdaptersContract extends StoreContract {
    private static final HostName HOST = new HostName("north");
    private static final ParentAdapter HBA =
            new ParentAdapter.Named(new Wwn("2000000012341234"), new Wwn("1000000012341234"));
    private static final ParentAdapter FABRIC = new ParentAdapter.OnFabric(new Wwn("2000000043214321"));

    private final Server one = Samples.server(1, NOON);
    private final Server two = Samples.server(2, NOON);

    @BeforeEach
    void servers() {
        store.servers().insert(one);
        store.servers().insert(two);
    }

    private static VirtualAdapter adapter(Server server, ParentAdapter parent, long secondsAfterNoon) {
        return new VirtualAdapter(
                server.id(),
                HOST,
                Wwn.ofNode(server.id()),
                Wwn.ofPort(server.id()),
                parent,
                NOON.plusSeconds(secondsAfterNoon));
    }

    @Test
    void every_field_comes_back_as_it_was_written() {
        assertTrue(store.virtualAdapters().insert(adapter(one, HBA, 0)));
        assertTrue(store.virtualAdapters().insert(adapter(two, FABRIC, 0)));

        assertEquals(Optional.of(adapter(one, HBA, 0)), store.virtualAdapters().findByServer(one.id()));
        assertEquals(
                Optional.of(adapter(two, FABRIC, 0)), store.virtualAdapters().findByServer(two.id()));
    }

    @Test
    void a_server_has_one_and_the_first_stays() {
        assertTrue(store.virtualAdapters().insert(adapter(one, HBA, 0)));
        assertFalse(store.virtualAdapters().insert(adapter(one, FABRIC, 1)));

        assertEquals(Optional.of(adapter(one, HBA, 0)), store.virtualAdapters().findByServer(one.id()));
    }

    @Test
    void two_servers_never_have_one_port_name() {
        VirtualAdapter first = adapter(one, HBA, 0);
        assertTrue(store.virtualAdapters().insert(first));
        assertFalse(store.virtualAdapters()
                .insert(new VirtualAdapter(
                        two.id(), new HostName("south"), Wwn.ofNode(two.id()), first.wwpn(), HBA, NOON)));

        assertEquals(Optional.empty(), store.virtualAdapters().findByServer(two.id()));
    }

    @Test
    void those_of_a_host_come_in_the_order_in_which_they_were_made() {
        store.virtualAdapters().insert(adapter(two, HBA, 1));
        store.virtualAdapters().insert(adapter(one, HBA, 2));

        assertEquals(
                List.of(adapter(two, HBA, 1), adapter(one, HBA, 2)),
                store.virtualAdapters().onHost(HOST));
        assertEquals(List.of(), store.virtualAdapters().onHost(new HostName("south")));
    }

    @Test
    void one_is_removed_and_may_be_removed_again() {
        store.virtualAdapters().insert(adapter(one, HBA, 0));

        store.virtualAdapters().remove(one.id());
        store.virtualAdapters().remove(one.id());

        assertEquals(Optional.empty(), store.virtualAdapters().findByServer(one.id()));
    }

    @Test
    void they_go_with_their_server() {
        store.virtualAdapters().insert(adapter(one, HBA, 0));

        store.servers().remove(one.id());

        assertEquals(List.of(), store.virtualAdapters().onHost(HOST));
    }

    @Test
    void none_is_of_a_server_that_is_not_there() {
        store.servers().remove(one.id());

        assertThrows(IllegalStateException.class, () -> store.virtualAdapters().insert(adapter(one, HBA, 0)));
    }
}
