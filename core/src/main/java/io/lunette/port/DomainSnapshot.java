package io.lunette.port;

import java.util.Optional;

/**
 * A domain at one moment, as libvirt's XML shows it.
 *
 * @param persistentXml the definition (VIR_DOMAIN_XML_INACTIVE)
 * @param liveXml what runs; empty when the domain is off
 */
public record DomainSnapshot(Power power, String persistentXml, Optional<String> liveXml) {

    public enum Power {
        RUNNING,
        PAUSED,
        OFF,
        CRASHED
    }
}
