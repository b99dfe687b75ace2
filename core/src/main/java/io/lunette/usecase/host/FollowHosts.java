package io.lunette.usecase.host;

import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.LunPath;
import io.lunette.port.KnownHosts;
import io.lunette.usecase.server.Hosts;
import java.time.Duration;
import java.util.List;

/** Reaches the hosts that are written down: those of an earlier run, and those that another controller added. */
public final class FollowHosts {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    private final HostUseCases.Ports ports;

    FollowHosts(HostUseCases.Ports ports) {
        this.ports = ports;
    }

    /**
     * From now on, for as long as the program runs.
     *
     * @param uri of the host of the settings, which may have changed since the last run
     */
    public void start(HostUri uri) {
        own(uri);
        goOn();
    }

    private void own(HostUri uri) {
        KnownHosts rows = ports.store().hosts();
        HostName name = ports.hosts().own().hypervisor().name();
        LunPath luns = ports.hosts().own().path();
        rows.find(name)
                .ifPresentOrElse(
                        known -> {
                            if (!known.uri().equals(uri) || known.luns() != luns) {
                                rows.update(known.withUri(uri).reaching(luns));
                            }
                        },
                        () -> rows.insert(
                                Host.of(name, uri, ports.clock().instant()).reaching(luns)));
    }

    private void goOn() {
        ports.later().run(BETWEEN_LOOKS, this::goOn);
        look();
    }

    /** Once. */
    void look() {
        Hosts hosts = ports.hosts();
        List<Host> rows = ports.store().hosts().list();
        rows.stream()
                .filter(host -> !hosts.knows(host.name()))
                .forEach(host -> hosts.add(ports.opener().open(host), host.luns()));
        List<HostName> known = rows.stream().map(Host::name).toList();
        hosts.worlds().stream()
                .map(world -> world.hypervisor().name())
                .filter(name -> !known.contains(name))
                .forEach(hosts::remove);
    }
}
