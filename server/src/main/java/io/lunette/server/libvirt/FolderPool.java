package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.libvirt.jna.CString;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/**
 * A folder of the host, read through a pool that libvirt forgets when it is stopped. Nothing is built: libvirt refuses a
 * folder that is not there. It refuses a second pool on one folder as well, so a pool that is there already serves.
 */
final class FolderPool {
    private static final String PREFIX = "lunette-doctor";
    private static final int FILE = 0;

    private FolderPool() {}

    /** The wanted files; empty where there is no such folder. */
    static Optional<Map<String, byte[]>> read(
            HostConnection connection, String folder, Predicate<String> wanted, int mostBytes) throws LibvirtError {
        StoragePoolPointer made = LIBVIRT.virStoragePoolCreateXML(connection.pointer(), xml(folder), 0);
        if (made != null) {
            return Optional.of(readAndStop(connection, made, wanted, mostBytes));
        }
        LibvirtError refused = LibvirtError.last();
        if (refused.isNoSuchFile()) {
            return Optional.empty();
        }
        return Optional.of(throughAnother(connection, folder, wanted, mostBytes, refused));
    }

    private static String xml(String folder) {
        return Xml.print(Tree.build(
                "pool",
                pool -> pool.attribute("type", "dir")
                        .text("name", PREFIX + folder.replace('/', '-'))
                        .child("target", target -> target.text("path", folder))));
    }

    private static Map<String, byte[]> readAndStop(
            HostConnection connection, StoragePoolPointer pool, Predicate<String> wanted, int mostBytes)
            throws LibvirtError {
        try {
            return files(connection, pool, wanted, mostBytes);
        } finally {
            LIBVIRT.virStoragePoolDestroy(pool);
            LIBVIRT.virStoragePoolFree(pool);
        }
    }

    /** Somebody's own pool is read as it is; one of ours was left behind, or another controller looks just now. */
    private static Map<String, byte[]> throughAnother(
            HostConnection connection, String folder, Predicate<String> wanted, int mostBytes, LibvirtError refused)
            throws LibvirtError {
        for (String name : poolNames(connection)) {
            StoragePoolPointer pool = LIBVIRT.virStoragePoolLookupByName(connection.pointer(), name);
            if (pool != null && isOn(pool, folder)) {
                if (name.startsWith(PREFIX)) {
                    LIBVIRT.virStoragePoolRefresh(pool, 0);
                    return readAndStop(connection, pool, wanted, mostBytes);
                }
                try {
                    return files(connection, pool, wanted, mostBytes);
                } finally {
                    LIBVIRT.virStoragePoolFree(pool);
                }
            }
            if (pool != null) {
                LIBVIRT.virStoragePoolFree(pool);
            }
        }
        throw refused;
    }

    private static List<String> poolNames(HostConnection connection) throws LibvirtError {
        CString[] names = new CString[LibvirtError.check(LIBVIRT.virConnectNumOfStoragePools(connection.pointer()))];
        int found = LibvirtError.check(LIBVIRT.virConnectListStoragePools(connection.pointer(), names, names.length));
        return texts(names, found);
    }

    private static List<String> texts(CString[] names, int found) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            texts.add(names[i].toString());
        }
        return texts;
    }

    private static boolean isOn(StoragePoolPointer pool, String folder) {
        CString xml = LIBVIRT.virStoragePoolGetXMLDesc(pool, 0);
        return xml != null
                && Xml.parse(xml.toString())
                        .child("target")
                        .flatMap(target -> target.child("path"))
                        .map(Element::text)
                        .filter(folder::equals)
                        .isPresent();
    }

    private static Map<String, byte[]> files(
            HostConnection connection, StoragePoolPointer pool, Predicate<String> wanted, int mostBytes)
            throws LibvirtError {
        CString[] names = new CString[LibvirtError.check(LIBVIRT.virStoragePoolNumOfVolumes(pool))];
        int found = LibvirtError.check(LIBVIRT.virStoragePoolListVolumes(pool, names, names.length));
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : texts(names, found)) {
            StorageVolPointer file = wanted.test(name) ? LIBVIRT.virStorageVolLookupByName(pool, name) : null;
            if (file != null) {
                try {
                    content(connection, file, name, mostBytes).ifPresent(content -> files.put(name, content));
                } finally {
                    LIBVIRT.virStorageVolFree(file);
                }
            }
        }
        return files;
    }

    /** Empty for a folder within it. */
    private static Optional<byte[]> content(
            HostConnection connection, StorageVolPointer file, String name, int mostBytes) throws LibvirtError {
        virStorageVolInfo info = new virStorageVolInfo();
        LibvirtError.check(LIBVIRT.virStorageVolGetInfoFlags(file, info, NativeLibvirt.STORAGE_VOL_GET_PHYSICAL));
        if (info.type != FILE) {
            return Optional.empty();
        }
        if (info.allocation > mostBytes) {
            throw new LibvirtError(0, name + " has more than " + mostBytes + " bytes");
        }
        return Optional.of(StorageStream.download(connection, file, 0, mostBytes));
    }
}
