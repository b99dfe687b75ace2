package io.lunette.usecase.host;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.LunPath;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.usecase.server.ShowHosts;
import java.util.Optional;
import java.util.UUID;

/** Adds a host that answers. */
public final class AddHost {
    private final HostUseCases.Ports ports;
    private final ShowHosts show;

    AddHost(HostUseCases.Ports ports) {
        this.ports = ports;
        this.show = new ShowHosts(ports.store(), ports.hosts());
    }

    /** {@code zone} is the usual one where it is empty. A host that does not answer is not added. */
    public Outcome<Host> add(Caller caller, HostName name, HostUri uri, Optional<String> zone, LunPath luns) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("add a host"));
        }
        Optional<String> weakness = ports.allowUntrusted() ? Optional.empty() : uri.weakness();
        if (weakness.isPresent()) {
            return Outcome.failed(new HostRefusal.Untrusted(name.toString(), weakness.get()));
        }
        if (ports.hosts().knows(name) || ports.store().hosts().find(name).isPresent()) {
            return Outcome.failed(new HostRefusal.NameTaken(name.toString()));
        }
        Host host = Host.of(name, uri, ports.clock().instant())
                .withZone(zone.orElse(Host.USUAL_ZONE))
                .reaching(luns);
        return reach(host);
    }

    private Outcome<Host> reach(Host host) {
        Hypervisor hypervisor = ports.opener().open(host);
        return hypervisor
                .capabilities()
                .map(HostCapabilities::uuid)
                .then(machine -> isNew(host, machine))
                .then(fine -> insert(host))
                .ifDone(kept -> ports.hosts().add(hypervisor, host.luns()))
                .ifFailed(failure -> hypervisor.close());
    }

    private Outcome<Unit> isNew(Host host, UUID machine) {
        return show.list().stream()
                .filter(known ->
                        known.capabilities().map(HostCapabilities::uuid).equals(Outcome.done(machine)))
                .findFirst()
                .map(known -> Outcome.<Unit>failed(new HostRefusal.KnownAs(
                        host.name().toString(), known.name().toString())))
                .orElseGet(Outcome::done);
    }

    private Outcome<Host> insert(Host host) {
        return ports.store().hosts().insert(host)
                ? Outcome.done(host)
                : Outcome.failed(new HostRefusal.NameTaken(host.name().toString()));
    }
}
