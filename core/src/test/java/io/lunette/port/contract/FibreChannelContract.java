package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostAdapter;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.FibreChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Ports of a host that has three HBAs: {@code scsi_host1} and {@code scsi_host2}, on a fabric each, carry vHBAs, and
 * {@code scsi_host3} is in no fabric and carries none. One vHBA is made at a time: libvirt's test driver calls them all alike.
 */
public abstract class FibreChannelContract {
    private static final Wwn NODE = new Wwn("20000000c9831b4b");
    private static final Wwn PORT = new Wwn("10000000c9831b4b");

    /** Of a host of the test's own. */
    protected abstract FibreChannel fibreChannel();

    private HostAdapter named(String name) {
        return fibreChannel().adapters().get().stream()
                .filter(adapter -> adapter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<HostAdapter> ports(Wwn wwpn) {
        return fibreChannel().adapters().get().stream()
                .filter(adapter -> adapter.wwpn().equals(wwpn))
                .toList();
    }

    @Test
    void hbas_are_told_with_their_names_and_their_fabric() {
        HostAdapter first = named("scsi_host1");
        assertEquals("pci_0000_04_00_1", first.parent());
        assertEquals(new Wwn("2000000012341234"), first.wwnn());
        assertEquals(new Wwn("1000000012341234"), first.wwpn());
        assertEquals(Optional.of(new Wwn("2000000043214321")), first.fabric());
        assertTrue(first.vports().isPresent());
    }

    @Test
    void an_hba_without_a_fabric_has_none_and_one_that_carries_no_vhbas_says_so() {
        HostAdapter third = named("scsi_host3");
        assertEquals(Optional.empty(), third.fabric());
        assertEquals(Optional.empty(), third.vports());
    }

    @Test
    void a_vhba_is_made_on_an_hba_that_was_named_and_is_there_then() {
        HostAdapter made = fibreChannel()
                .create(NODE, PORT, named("scsi_host1").asParent())
                .get();
        assertEquals(NODE, made.wwnn());
        assertEquals(PORT, made.wwpn());
        assertEquals("scsi_host1", made.parent());
        assertEquals(List.of(made), ports(PORT));
    }

    @Test
    void a_vhba_is_made_on_a_fabric() {
        ParentAdapter fabric = new ParentAdapter.OnFabric(new Wwn("2000000087658765"));
        assertEquals(PORT, fibreChannel().create(NODE, PORT, fabric).get().wwpn());
        assertEquals(1, ports(PORT).size());
    }

    @Test
    void one_that_is_there_is_left_as_it_is() {
        HostAdapter made = fibreChannel()
                .create(NODE, PORT, named("scsi_host1").asParent())
                .get();
        assertEquals(
                Outcome.done(made),
                fibreChannel().create(NODE, PORT, named("scsi_host2").asParent()));
        assertEquals(1, ports(PORT).size());
    }

    @Test
    void a_parent_that_is_not_there_or_carries_none_is_refused_and_nothing_is_made() {
        for (ParentAdapter parent : List.of(
                new ParentAdapter.Named(new Wwn("2000000099999999"), new Wwn("1000000099999999")),
                new ParentAdapter.OnFabric(new Wwn("2000000099999999")),
                named("scsi_host3").asParent())) {
            assertTrue(
                    fibreChannel().create(NODE, PORT, parent).failureIfAny().orElseThrow()
                            instanceof HostFailure.Refused);
        }
        assertEquals(List.of(), ports(PORT));
    }

    @Test
    void a_vhba_is_removed_and_may_be_removed_again() {
        fibreChannel().create(NODE, PORT, named("scsi_host1").asParent()).get();
        assertEquals(Outcome.done(), fibreChannel().remove(PORT));
        assertEquals(Outcome.done(), fibreChannel().remove(PORT));
        assertEquals(List.of(), ports(PORT));
    }

    @Test
    void an_hba_is_neither_made_nor_removed() {
        HostAdapter hba = named("scsi_host1");
        assertTrue(
                fibreChannel()
                                .create(NODE, hba.wwpn(), named("scsi_host2").asParent())
                                .failureIfAny()
                                .orElseThrow()
                        instanceof HostFailure.Refused);
        assertTrue(fibreChannel().remove(hba.wwpn()).failureIfAny().orElseThrow() instanceof HostFailure.Refused);
        assertEquals(hba, named("scsi_host1"));
    }
}
