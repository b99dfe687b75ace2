package io.lunette.plan;

import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.model.Connection;
import io.lunette.model.VolumeId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a domain's XML reads on another host: its LUNs are reached as they are from there, and its console is logged in that
 * host's pool. Pure.
 *
 * @param locations of its volumes' disks, as seen from the other host
 * @param consoleLog the log's path there; where it is not known, it stays as it is
 */
public record Relocation(Map<DiskSource, DiskLocation> locations, Optional<String> consoleLog) {
    public Relocation {
        locations = Map.copyOf(locations);
    }

    /** The volume whose disk is of another kind here than it would be there, by the network or of the kernel. */
    public Optional<VolumeId> misfit(String domainXml) {
        DomainDevices devices = DomainReader.read(domainXml);
        return locations.entrySet().stream()
                .flatMap(each -> each.getKey() instanceof DiskSource.OfVolume(var volume)
                                && each.getValue() instanceof DiskLocation.Reached reached
                                && devices.diskByAlias(DiskSpec.aliasOf(volume))
                                        .filter(disk -> isByNetwork(reached)
                                                != disk.source().startsWith("iscsi:"))
                                        .isPresent()
                        ? Stream.of(volume)
                        : Stream.empty())
                .findFirst();
    }

    private static boolean isByNetwork(DiskLocation.Reached reached) {
        return reached.connection() instanceof Connection.Network;
    }

    public String of(String domainXml) {
        return Xml.print(of(Xml.parse(domainXml)));
    }

    public Element of(Element domain) {
        Element moved = domain;
        for (Map.Entry<DiskSource, DiskLocation> each : locations.entrySet()) {
            if (each.getKey() instanceof DiskSource.OfVolume(var volume)
                    && each.getValue() instanceof DiskLocation.Reached reached) {
                moved = DomainEditor.relocate(moved, DiskSpec.aliasOf(volume), reached);
            }
        }
        Element withDisks = moved;
        return consoleLog.map(path -> DomainEditor.logTo(withDisks, path)).orElse(withDisks);
    }
}
