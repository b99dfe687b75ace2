package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainReader;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/**
 * What the suites of the port {@link Hypervisor} share. Each suite takes one part of it: domains, devices, the pool.
 * Every server that a test makes is gone after it.
 */
abstract class HypervisorContract {
    private final List<ServerId> made = new ArrayList<>();

    /** The implementation under test; the same for every test of a suite. */
    protected abstract HypervisorStage stage();

    @AfterEach
    void removeServers() {
        for (ServerId server : made) {
            hypervisor().powerOff(server);
            hypervisor().undefine(server);
            stage().removeForeign(server);
        }
    }

    final Hypervisor hypervisor() {
        return stage().hypervisor();
    }

    final ServerId newServer() {
        ServerId server = new ServerId(UUID.randomUUID());
        forget(server);
        return server;
    }

    /** Lets a server that a test makes be gone after it. */
    final void forget(ServerId server) {
        made.add(server);
    }

    final ServerId defined(String devices) {
        ServerId server = newServer();
        hypervisor().define(SampleDomain.with(server, devices)).get();
        return server;
    }

    /** A server that has these devices and is there, with its CPUs stopped. */
    final ServerId paused(String devices) {
        ServerId server = defined(devices);
        hypervisor().startPaused(server).get();
        return server;
    }

    final DomainSnapshot found(ServerId server) {
        return hypervisor().find(server).get().orElseThrow();
    }

    final DomainDevices live(ServerId server) {
        return DomainReader.read(found(server).liveXml().orElseThrow());
    }

    final DomainDevices persistent(ServerId server) {
        return DomainReader.read(found(server).persistentXml());
    }

    final String lun(int number, String target, int controller, int scsiTarget) {
        return lun(stage().lun(number), target, controller, scsiTarget);
    }

    final String lun(Connection.Network path, String target, int controller, int scsiTarget) {
        return SampleDomain.lun(path, target, new ScsiAddress(controller, 0, scsiTarget, 0));
    }

    static void assertFailed(Class<? extends Failure> expected, Outcome<?> outcome) {
        assertInstanceOf(
                expected, outcome.failureIfAny().orElseThrow(() -> new AssertionError("done, not " + expected)));
    }

    /** Runs work that must be refused, and sees that the server is as it was. */
    final void assertRefusedWithoutChange(
            ServerId server, Class<? extends Failure> expected, java.util.function.Supplier<Outcome<?>> work) {
        DomainSnapshot before = found(server);
        assertFailed(expected, work.get());
        assertEquals(before, found(server));
    }
}
