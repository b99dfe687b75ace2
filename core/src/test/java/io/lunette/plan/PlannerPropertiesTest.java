package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainReader;
import io.lunette.model.ScsiModel;
import io.lunette.plan.RandomServer.Event;
import io.lunette.port.DomainSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds of every plan, tried on servers that random things happen to. A failure names its seed:
 * {@code -Dlunette.seed=N -Dlunette.sequences=1} repeats it alone.
 */
class PlannerPropertiesTest {
    private static final long SEED = Long.getLong("lunette.seed", 20_261_123L);
    private static final int SEQUENCES = Integer.getInteger("lunette.sequences", 60);
    private static final int LENGTH = 12;

    private interface Property {
        void check(RandomServer server, Event event);
    }

    /** The shortest beginning of the sequence that fails is told. */
    private static void forAll(Property property) {
        for (long seed = SEED; seed < SEED + SEQUENCES; seed++) {
            RandomServer server = new RandomServer(seed);
            List<String> story = new ArrayList<>();
            for (int i = 0; i < LENGTH; i++) {
                Event event = server.next();
                story.add(event.what());
                try {
                    property.check(server, event);
                } catch (AssertionError | RuntimeException failure) {
                    throw new AssertionError("seed " + seed + ": " + String.join("; ", story), failure);
                }
            }
        }
    }

    private static Stream<DomainDevices> devices(DomainSnapshot domain) {
        return Stream.concat(Stream.of(domain.persistentXml()), domain.liveXml().stream())
                .map(DomainReader::read);
    }

    @Test
    void no_two_disks_share_an_address_or_a_name() {
        forAll((server, event) -> devices(server.domain()).forEach(devices -> {
            Set<Object> seen = new HashSet<>();
            for (Disk disk : devices.disks()) {
                assertTrue(seen.add(disk.target()), disk.target());
                disk.address().ifPresent(address -> assertTrue(seen.add(address), address.toString()));
            }
        }));
    }

    @Test
    void no_two_controllers_share_an_index() {
        forAll((server, event) -> devices(server.domain()).forEach(devices -> {
            List<Integer> indexes =
                    devices.scsi().stream().map(ScsiController::index).toList();
            assertEquals(indexes.size(), Set.copyOf(indexes).size(), indexes.toString());
        }));
    }

    @Test
    void every_lun_sits_on_virtio_scsi() {
        forAll((server, event) -> devices(server.domain())
                .forEach(devices -> devices.disks().stream()
                        .filter(disk -> disk.device().equals("lun"))
                        .forEach(disk -> assertTrue(
                                devices.controller(disk.address().orElseThrow().controller())
                                        .filter(controller -> controller.is(ScsiModel.VIRTIO_SCSI))
                                        .isPresent()))));
    }

    @Test
    void nothing_goes_onto_a_controller_above_a_hole() {
        forAll((server, event) -> event.plan()
                .ifPresent(plan -> plan.steps().stream()
                        .filter(Step.AttachDisk.class::isInstance)
                        .flatMap(step -> ((Step.AttachDisk) step).disk().address().stream())
                        .forEach(address -> devices(server.domain())
                                .forEach(devices -> IntStream.range(0, address.controller())
                                        .forEach(index -> assertTrue(
                                                devices.controller(index).isPresent(), "hole at " + index))))));
    }

    @Test
    void every_prefix_of_a_plan_can_be_taken_back() {
        forAll((server, event) -> event.plan().ifPresent(plan -> {
            for (int length = 0; length <= plan.steps().size(); length++) {
                List<Step> prefix = plan.steps().subList(0, length);
                if (prefix.stream().anyMatch(PlannerPropertiesTest::isFinal)) {
                    break;
                }
                List<Step> thereAndBack = new ArrayList<>(prefix);
                prefix.reversed().forEach(step -> step.undo().ifPresent(thereAndBack::add));
                DomainSnapshot after = Preview.after(new Plan(plan.server(), thereAndBack), event.before());
                assertSame(event.before(), after);
            }
        }));
    }

    /** Taking a device off is meant to stay so. */
    private static boolean isFinal(Step step) {
        return step instanceof Step.DetachDisk || step instanceof Step.DetachController;
    }

    private static void assertSame(DomainSnapshot expected, DomainSnapshot actual) {
        assertEquals(RandomServer.normal(expected.persistentXml()), RandomServer.normal(actual.persistentXml()));
        assertEquals(
                expected.liveXml().map(RandomServer::normal), actual.liveXml().map(RandomServer::normal));
    }

    @Test
    void tidying_a_second_time_finds_nothing() {
        forAll((server, event) -> {
            if (event.what().startsWith("tidy")) {
                Plan again = DetachPlanner.planTidy(Samples.server(1), DomainView.of(server.domain()));
                assertEquals(List.of(), again.steps());
            }
        });
    }
}
