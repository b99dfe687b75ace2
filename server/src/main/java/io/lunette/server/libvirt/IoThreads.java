package io.lunette.server.libvirt;

import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainReader;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A domain's iothreads. libvirt has an error of its own neither for one that is there already nor for one that is used,
 * so the XML is read first; each scope is changed by itself, since one call for both changes one when it fails on the
 * other.
 */
record IoThreads(NativeDomain domain) {

    void add(int number, Set<Scope> scopes) throws LibvirtError {
        Set<Scope> added = EnumSet.noneOf(Scope.class);
        try {
            for (Scope scope : scopes) {
                if (in(scope)
                        .filter(devices -> devices.ioThreads().contains(number))
                        .isEmpty()) {
                    domain.addIoThread(number, Set.of(scope));
                    added.add(scope);
                }
            }
        } catch (LibvirtError error) {
            if (!added.isEmpty()) {
                domain.removeIoThread(number, added);
            }
            throw error;
        }
    }

    DetachResult remove(int number, Set<Scope> scopes) throws LibvirtError {
        DetachResult result = DetachResult.GONE;
        for (Scope scope : scopes) {
            Optional<DomainDevices> devices = in(scope);
            if (devices.filter(used -> used.usesIoThread(number)).isPresent()) {
                result = DetachResult.STILL_THERE;
            } else if (devices.filter(there -> there.ioThreads().contains(number))
                    .isPresent()) {
                domain.removeIoThread(number, Set.of(scope));
            }
        }
        return result;
    }

    /** Empty for what runs, when nothing does. */
    private Optional<DomainDevices> in(Scope scope) throws LibvirtError {
        String xml = scope == Scope.LIVE ? domain.xml() : domain.persistentXml();
        return scope == Scope.LIVE && !LiveXml.isLive(xml) ? Optional.empty() : Optional.of(DomainReader.read(xml));
    }
}
