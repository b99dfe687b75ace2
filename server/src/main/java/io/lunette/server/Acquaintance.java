package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a host beside the start what it offers: that takes seconds, and the first request shall not have to wait for it. */
final class Acquaintance {
    private static final Logger LOG = LoggerFactory.getLogger(Acquaintance.class);

    private Acquaintance() {}

    /** Returns at once. A host that does not answer is asked again by the requests that need it. */
    static Thread begin(Hypervisor host) {
        return Thread.ofVirtual().name("ask-" + host.name()).start(() -> ask(host));
    }

    private static void ask(Hypervisor host) {
        try {
            switch (host.capabilities()) {
                case Outcome.Done<HostCapabilities>(HostCapabilities offers) ->
                    LOG.info(
                            "host {}: libvirt {}, QEMU {}, {}",
                            host.name(),
                            offers.libvirtVersion(),
                            offers.qemuVersion(),
                            offers.virtType());
                case Outcome.Failed<HostCapabilities> failed ->
                    LOG.warn("host {}: {}", host.name(), failed.failure().sentence());
            }
        } catch (RuntimeException problem) {
            LOG.warn("host {} could not be asked what it offers", host.name(), problem);
        }
    }
}
