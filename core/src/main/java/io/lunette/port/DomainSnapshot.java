package io.lunette.port;

import java.util.Optional;

/**
 * A domain at one moment, as libvirt's XML shows it.
 *
 * @param persistentXml the definition (VIR_DOMAIN_XML_INACTIVE)
 * @param liveXml what runs; empty when the domain is off
 * @param offReason why it is off; present exactly when it is
 */
public record DomainSnapshot(
        Power power, String persistentXml, Optional<String> liveXml, Optional<OffReason> offReason) {

    public DomainSnapshot {
        if (offReason.isPresent() != (power == Power.OFF)) {
            throw new IllegalArgumentException("a domain that is " + power + " has the reason " + offReason);
        }
    }

    /** A domain of which it is not known why it is off, if it is. */
    public DomainSnapshot(Power power, String persistentXml, Optional<String> liveXml) {
        this(power, persistentXml, liveXml, Optional.of(OffReason.UNKNOWN).filter(reason -> power == Power.OFF));
    }

    public enum Power {
        RUNNING,
        PAUSED,
        OFF,
        /** The guest's kernel panicked and QEMU is kept for looking at it (virDomainState VIR_DOMAIN_CRASHED). */
        CRASHED
    }

    /** Why a domain is off (virDomainShutoffReason); libvirt forgets it when it ends. */
    public enum OffReason {
        /** The guest powered itself off, by itself or because it was asked to. */
        SHUTDOWN,
        /** Somebody pulled the plug through libvirt. */
        DESTROYED,
        /** QEMU died without either, or libvirt lost it. */
        CRASHED,
        /** It was to be started and did not come up. */
        FAILED_TO_START,
        /** It never ran, or not since the host or libvirt came up. */
        UNKNOWN
    }
}
