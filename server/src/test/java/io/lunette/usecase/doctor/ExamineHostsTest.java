package io.lunette.usecase.doctor;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.doctor.Finding.Level;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerWorld;
import io.lunette.usecase.volume.ControllerInitiator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A doctor among simulated hosts. */
class ExamineHostsTest {
    private static final HostName NORTH = new HostName("north");

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final SimulatedHypervisor north = new SimulatedHypervisor(NORTH);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExamineHosts doctor = new ExamineHosts(
            world.store,
            world.hosts,
            world.probe,
            new ControllerInitiator(
                    ServerWorld.HOST,
                    Iqn.parse("iqn.2026-11.io.lunette:controller").get()));

    @AfterEach
    void stop() {
        end.countDown();
        world.store.close();
    }

    private Examination all() {
        return doctor.examine(ADMIN, Optional.empty()).get();
    }

    private static Finding found(HostReport report, String code) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private HostReport of(HostName host) {
        return all().hosts().stream()
                .filter(report -> report.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void only_administrators_see_what_a_doctor_finds() {
        assertEquals(
                "identity.not-allowed",
                doctor.examine(ANN, Optional.empty())
                        .failureIfAny()
                        .orElseThrow()
                        .code());
    }

    @Test
    void a_host_that_is_not_known_cannot_be_examined() {
        assertEquals(
                "hosts.not-found",
                doctor.examine(ADMIN, Optional.of(NORTH))
                        .failureIfAny()
                        .orElseThrow()
                        .code());
    }

    @Test
    void every_host_is_examined_or_the_one_asked_for() {
        world.hosts.add(north, LunPath.NETWORK);
        assertEquals(
                List.of(ServerWorld.HOST, NORTH),
                all().hosts().stream().map(HostReport::host).toList());
        assertEquals(
                List.of(NORTH),
                doctor.examine(ADMIN, Optional.of(NORTH)).get().hosts().stream()
                        .map(HostReport::host)
                        .toList());
    }

    @Test
    void two_hosts_of_one_initiator_name_are_found_even_when_one_is_asked_about() {
        world.hosts.add(north, LunPath.NETWORK);
        assertEquals(Level.OK, found(of(NORTH), "initiator.name").level());
        north.inspection().write("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1993-08.org.debian:01:host1\n");
        HostReport report =
                doctor.examine(ADMIN, Optional.of(NORTH)).get().hosts().getFirst();
        assertEquals(Level.PROBLEM, found(report, "initiator.name").level());
        assertEquals(Level.PROBLEM, report.worst());
        assertEquals("initiator.name", report.findings().getFirst().code());
    }

    @Test
    void a_host_that_cannot_be_reached_is_one_problem_and_the_others_are_examined() {
        world.hosts.add(north, LunPath.NETWORK);
        north.interference().failAll(new HostFailure.Unreachable("north", "no route to host"));
        HostReport report = of(NORTH);
        assertEquals(
                List.of("host.answers"),
                report.findings().stream().map(Finding::code).toList());
        assertEquals(Level.PROBLEM, report.worst());
        assertEquals(Level.OK, found(of(ServerWorld.HOST), "host.answers").level());
    }

    @Test
    void a_host_that_hangs_is_given_up_and_the_others_are_examined() {
        world.hosts.add(north, LunPath.NETWORK);
        north.interference().before(Call.SERVERS, () -> {
            try {
                end.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        Examination found = all();
        assertEquals(Level.PROBLEM, found.hosts().getLast().worst());
        assertEquals(
                "it has not answered in time",
                found.hosts().getLast().findings().getFirst().why());
        assertEquals(Level.OK, found(found.hosts().getFirst(), "clock").level());
    }

    @Test
    void what_one_question_does_not_answer_is_unknown_and_the_rest_is_told() {
        world.hypervisor
                .interference()
                .before(
                        Call.INSPECT,
                        () -> world.hypervisor
                                .interference()
                                .failNext(Call.INSPECT, new HostFailure.Refused("host1", "look", "permission denied")));
        HostReport report = of(ServerWorld.HOST);
        assertEquals(Level.UNKNOWN, found(report, "clock").level());
        assertEquals(Level.UNKNOWN, found(report, "abilities.lun").level());
        assertEquals(Level.OK, found(report, "abilities.virtio-scsi").level());
    }

    @Test
    void each_servers_way_is_looked_at_by_its_own_initiator() {
        var server = world.running();
        var volume = world.volume(PASSTHROUGH);
        world.servers
                .attach()
                .attach(
                        ServerWorld.again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .get();
        Finding way = found(of(ServerWorld.HOST), "storage.server-path");
        assertEquals(Level.OK, way.level());
        assertEquals(server.id().toString(), way.about());
        assertTrue(way.what().contains(server.initiator().text()), way::what);
        assertEquals(Level.OK, all().controller().getFirst().level());
    }

    @Test
    void a_clock_that_is_off_and_settings_of_multipath_are_read_from_the_host() {
        world.hosts.add(north, LunPath.BLOCK);
        north.inspection().setClockAhead(Duration.ofMinutes(1));
        north.inspection().write("/etc/multipath.conf", "defaults {\n user_friendly_names no\n}\n");
        north.inspection().write("/etc/multipath/conf.d/z.conf", "defaults {\n user_friendly_names yes\n}\n");
        north.inspection().write("/etc/multipath/conf.d/z.conf~", "rubbish {");
        HostReport report = of(NORTH);
        assertEquals(Level.WARNING, found(report, "clock").level());
        assertEquals(Level.PROBLEM, found(report, "multipath.names").level());
        assertEquals("2 of them", found(report, "multipath.files").why());
    }
}
