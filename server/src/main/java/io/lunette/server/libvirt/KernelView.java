package io.lunette.server.libvirt;

import io.lunette.domainxml.Xml;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import io.lunette.server.libvirt.MultipathMaps.MultipathMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a host's kernel shows at one moment: its SCSI disks, and its multipath maps by name with their sizes in bytes.
 * Says by which device servers are given a LUN.
 */
record KernelView(List<ScsiDisk> disks, Map<String, MultipathMap> maps) {

    /** With every map, for a look at all LUNs. */
    static KernelView of(HostConnection connection) throws LibvirtError {
        List<ScsiDisk> disks = disks(connection);
        return new KernelView(disks, disks.isEmpty() ? Map.of() : new MultipathMaps(connection).all());
    }

    /** With the maps that have to do with one LUN: those over its paths, or where there are none all that might be its. */
    static KernelView of(HostConnection connection, Wwid wwid) throws LibvirtError {
        KernelView unmapped = new KernelView(disks(connection), Map.of());
        List<String> paths = unmapped.pathsTo(wwid).stream().map(ScsiDisk::name).toList();
        if (paths.isEmpty()) {
            return unmapped;
        }
        MultipathMaps maps = new MultipathMaps(connection);
        Map<String, MultipathMap> over = maps.over(paths);
        return new KernelView(unmapped.disks(), over.isEmpty() ? maps.all() : over);
    }

    private static List<ScsiDisk> disks(HostConnection connection) throws LibvirtError {
        return NodeDevices.storage(connection).stream()
                .flatMap(xml -> ScsiDisk.read(Xml.parse(xml)).stream())
                .toList();
    }

    List<ScsiDisk> pathsTo(Wwid wwid) {
        return disks.stream().filter(disk -> disk.wwid().equals(wwid)).toList();
    }

    /** The SCSI hosts of these disks. */
    Set<Integer> adaptersOf(Set<String> names) {
        return disks.stream()
                .filter(disk -> names.contains(disk.name()))
                .map(ScsiDisk::adapter)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every LUN once, in the order of the host's disks. */
    List<HostLun> luns() {
        return disks.stream()
                .map(ScsiDisk::wwid)
                .distinct()
                .flatMap(wwid -> lun(wwid).stream())
                .toList();
    }

    Optional<HostLun> lun(Wwid wwid) {
        List<ScsiDisk> paths = pathsTo(wwid);
        return paths.isEmpty() ? Optional.empty() : Optional.of(lun(wwid, paths));
    }

    Optional<MultipathMap> map(Wwid wwid) {
        return Optional.ofNullable(maps.get(wwid.kernelName()));
    }

    /** What the kernel calls the map of a LUN that is there, or its first path: dm-4, sda. */
    String kernelDevice(Wwid wwid) {
        return map(wwid)
                .map(MultipathMap::kernelName)
                .orElseGet(() -> pathsTo(wwid).getFirst().name());
    }

    private HostLun lun(Wwid wwid, List<ScsiDisk> paths) {
        LunIdentity identity = paths.getFirst().identity();
        Optional<MultipathMap> map = map(wwid);
        if (map.isPresent()) {
            return map.get().bytes() == identity.size().bytes()
                    ? HostLun.usable(new Connection.Block(map.get().path()), paths.size(), identity)
                    : HostLun.unusable(
                            paths.size(),
                            identity,
                            "its multipath map has " + map.get().bytes() + " bytes and its paths have "
                                    + identity.size().bytes() + ": multipathd resize map " + wwid.kernelName());
        }
        return withoutMap(paths, identity);
    }

    private HostLun withoutMap(List<ScsiDisk> paths, LunIdentity identity) {
        List<String> strangeNames = maps.keySet().stream()
                .filter(name -> Wwid.ofKernelName(name).isEmpty())
                .sorted()
                .toList();
        if (!strangeNames.isEmpty()) {
            return HostLun.unusable(
                    paths.size(),
                    identity,
                    "the host gives multipath maps names of their own (" + String.join(", ", strangeNames)
                            + "), so that nobody can tell which one it is: set 'user_friendly_names no' in"
                            + " /etc/multipath.conf and let multipathd reconfigure");
        }
        if (paths.size() > 1) {
            return HostLun.unusable(
                    paths.size(),
                    identity,
                    "the host has " + paths.size() + " paths to it ("
                            + paths.stream().map(ScsiDisk::name).sorted().collect(Collectors.joining(", "))
                            + ") and no multipath map: let multipathd take it");
        }
        return paths.getFirst()
                .stableName()
                .map(name -> HostLun.usable(new Connection.Block(name), 1, identity))
                .orElseGet(() -> HostLun.unusable(
                        1,
                        identity,
                        "udev has made no name in /dev/disk/by-id for "
                                + paths.getFirst().name()));
    }
}
