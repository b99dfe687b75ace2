package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.plan.CommonAddresses.Node;
import io.lunette.plan.CommonAddresses.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Addresses that several servers have free alike, tried on servers that random things happened to. */
class CommonAddressesTest {
    private static final DiskChoice LUN = DiskChoice.scsi(DeviceMode.LUN, ScsiModel.VIRTIO_SCSI);
    private static final int CLUSTERS = 100;

    private static DomainTrees server(long seed) {
        RandomServer server = new RandomServer(seed);
        Story.of(seed).happenings().forEach(server::take);
        return server.domain();
    }

    private static Node node(DomainTrees domain) {
        return new Node(RandomServer.SERVER.id(), domain.view(), Samples.TUNING);
    }

    private static Outcome<AttachPlanner.Attach> plan(int number, ScsiAddress address, DomainTrees domain) {
        Volume volume = Samples.volume(number, Map.of(), Map.of());
        return AttachPlanner.plan(
                new AttachWish(
                        RandomServer.SERVER, volume, LUN, Samples.TUNING, Optional.empty(), Optional.of(address)),
                domain.view());
    }

    private static void attach(DomainTrees before, List<ScsiAddress> addresses) {
        DomainTrees domain = before;
        for (int i = 0; i < addresses.size(); i++) {
            AttachPlanner.Attach attach =
                    plan(900 + i, addresses.get(i), domain).get();
            assertEquals(Optional.of(addresses.get(i)), attach.disk().address());
            assertTrue(!domain.view().isTaken(addresses.get(i)), "it was free");
            domain = Preview.after(attach.plan(), domain);
        }
    }

    @Test
    void every_server_can_take_each_lun_where_it_was_said_to_go() {
        List<Failure> refusals = new ArrayList<>();
        LongStream.range(0, CLUSTERS).forEach(seed -> {
            List<DomainTrees> domains = LongStream.rangeClosed(1, 2 + seed % 3)
                    .mapToObj(number -> server(seed * 10 + number))
                    .toList();
            List<Node> nodes = domains.stream().map(CommonAddressesTest::node).toList();
            List<Wanted> luns = IntStream.range(0, 3)
                    .mapToObj(i -> new Wanted(Optional.empty(), nodes))
                    .toList();
            CommonAddresses.find(luns)
                    .ifDone(addresses -> {
                        assertEquals(addresses.stream().sorted().distinct().toList(), addresses);
                        domains.forEach(domain -> attach(domain, addresses));
                    })
                    .ifFailed(refusals::add);
        });
        refusals.forEach(why -> assertInstanceOf(PlanFailure.NoRoom.class, why));
        assertTrue(refusals.size() < CLUSTERS / 2, refusals.size() + " of " + CLUSTERS + " had no room");
    }

    @Test
    void what_one_server_has_already_decides_for_the_others_and_is_nobody_elses() {
        ScsiAddress there = new ScsiAddress(1, 0, 0, 0);
        List<ScsiAddress> addresses = CommonAddresses.find(List.of(
                        new Wanted(Optional.empty(), List.of(node(empty()), node(empty()))),
                        new Wanted(Optional.of(there), List.of(node(empty())))))
                .get();
        assertEquals(List.of(new ScsiAddress(0, 0, 0, 0), there), addresses);
    }

    @Test
    void an_address_that_is_taken_on_one_server_is_refused_there_by_name() {
        DomainTrees taken = Preview.after(
                plan(901, new ScsiAddress(0, 0, 0, 0), empty()).get().plan(), empty());
        ServerId second = Samples.server(2).id();
        Outcome<List<ScsiAddress>> refused = CommonAddresses.find(List.of(new Wanted(
                Optional.of(new ScsiAddress(0, 0, 0, 0)),
                List.of(node(empty()), new Node(second, taken.view(), Samples.TUNING)))));
        assertEquals(
                Optional.of(
                        new PlanFailure.AddressUnfit(second.toString(), "0:0:0:0", "another disk has that address")),
                refused.failureIfAny());
    }

    /** A running q35 with free ports and no SCSI controller. */
    private static DomainTrees empty() {
        Plan boot = BootPlanner.plan(
                        new BootWish(RandomServer.SERVER, Samples.traits("pc-q35-7.2"), List.of(), Samples.TUNING, 8))
                .get()
                .plan();
        return Preview.after(boot, new DomainTrees(Optional.empty(), Optional.empty()));
    }
}
