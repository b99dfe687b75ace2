package io.lunette.server.libvirt;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.server.libvirt.BorrowedPool.Volume;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The storage pools through which a host's kernel is looked at (libvirt's storage.html). */
final class HostPools {
    private HostPools() {}

    /**
     * Lets a SCSI host scan for LUNs, and asks every disk that it then has who it is: udev's scsi_id sends it an INQUIRY.
     *
     * @return by the disk's name in the kernel, sda, what it answered, in the form of {@code Wwid.kernelName}
     */
    static Map<String, String> lookAnew(HostConnection connection, int adapter) throws LibvirtError {
        Element pool = Tree.build(
                "pool",
                made -> made.attribute("type", "scsi")
                        .text("name", passing("scsi"))
                        .child(
                                "source",
                                source -> source.child(
                                        "adapter",
                                        of -> of.attribute("type", "scsi_host")
                                                .attribute("name", "scsi_host" + adapter)))
                        .child("target", target -> target.text("path", "/dev")));
        try (BorrowedPool scsi = BorrowedPool.open(connection, pool, there -> isOfAdapter(there, adapter))) {
            return scsi.refreshed().volumes().stream()
                    .collect(Collectors.toMap(volume -> lastName(volume.path()), Volume::key, (one, same) -> one));
        }
    }

    /** Only one whose volumes are called by the kernel's names. */
    private static boolean isOfAdapter(Element pool, int adapter) {
        return pool.value("type").equals("scsi")
                && pool.child("source")
                        .flatMap(source -> source.child("adapter"))
                        .filter(of -> of.value("name")
                                .replaceFirst("^(scsi_)?host", "")
                                .equals("" + adapter))
                        .isPresent()
                && pool.child("target")
                        .flatMap(target -> target.child("path"))
                        .filter(path -> path.text().equals("/dev"))
                        .isPresent();
    }

    /** The names in a folder of the host; none where there is no such folder. */
    static List<String> names(HostConnection connection, String folder) throws LibvirtError {
        try (BorrowedPool names = folder(connection, folder)) {
            return names.volumes().stream().map(Volume::name).sorted().toList();
        } catch (LibvirtError without) {
            if (without.isNoSuchFile()) {
                return List.of();
            }
            throw without;
        }
    }

    /** The first line of a small file of the host; empty where there is no such file. */
    static Optional<String> text(HostConnection connection, String folder, String file) throws LibvirtError {
        return Optional.ofNullable(lines(connection, folder, Set.of(file)).get(file));
    }

    /** The first lines of some small files of a folder, by file; nothing of those that are not there. */
    static Map<String, String> lines(HostConnection connection, String folder, Set<String> files) throws LibvirtError {
        Map<String, String> lines = new HashMap<>();
        try (BorrowedPool there = folder(connection, folder)) {
            for (String file : files) {
                there.content(connection, file).ifPresent(bytes -> lines.put(file, firstLine(bytes)));
            }
            return lines;
        } catch (LibvirtError without) {
            if (without.isNoSuchFile()) {
                return Map.of();
            }
            throw without;
        }
    }

    private static String firstLine(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private static BorrowedPool folder(HostConnection connection, String folder) throws LibvirtError {
        Element pool = Tree.build(
                "pool",
                made -> made.attribute("type", "dir")
                        .text("name", passing("folder"))
                        .child("target", target -> target.text("path", folder)));
        return BorrowedPool.open(connection, pool, there -> isFolder(there, folder));
    }

    private static boolean isFolder(Element pool, String folder) {
        return pool.value("type").equals("dir")
                && pool.child("target")
                        .flatMap(target -> target.child("path"))
                        .filter(path -> path.text().equals(folder))
                        .isPresent();
    }

    private static String passing(String kind) {
        return "lunette-" + kind + "-" + UUID.randomUUID();
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
