package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/**
 * A storage pool through which a host is looked at, for as long as this is open: one that is there already, or else a passing
 * one that goes when this is closed. libvirt takes one pool of a kind for one source, whoever made it. Calls block.
 */
final class BorrowedPool implements AutoCloseable {
    private final StoragePoolPointer pointer;
    private final boolean own;

    private BorrowedPool(StoragePoolPointer pointer, boolean own) {
        this.pointer = pointer;
        this.own = own;
    }

    /** @param same whether the definition of a pool that is there is as good */
    static BorrowedPool open(HostConnection connection, Element pool, Predicate<Element> same) throws LibvirtError {
        Optional<StoragePoolPointer> there = find(connection, same);
        return there.isPresent()
                ? new BorrowedPool(there.get(), false)
                : new BorrowedPool(
                        LibvirtError.check(LIBVIRT.virStoragePoolCreateXML(connection.pointer(), Xml.print(pool), 0)),
                        true);
    }

    private static Optional<StoragePoolPointer> find(HostConnection connection, Predicate<Element> same)
            throws LibvirtError {
        Optional<StoragePoolPointer> found = Optional.empty();
        for (StoragePoolPointer pool : all(connection, NativeLibvirt.STORAGE_POOLS_ACTIVE)) {
            if (found.isEmpty() && same.test(definition(pool))) {
                found = Optional.of(pool);
            } else {
                LIBVIRT.virStoragePoolFree(pool);
            }
        }
        return found;
    }

    /** Each is freed by who asked. {@code flags} is 0 for those that are stopped as well. */
    static List<StoragePoolPointer> all(HostConnection connection, int flags) throws LibvirtError {
        PointerByReference list = new PointerByReference();
        int count = LibvirtError.check(LIBVIRT.virConnectListAllStoragePools(connection.pointer(), list, flags));
        List<StoragePoolPointer> pools = new ArrayList<>();
        for (Pointer each : list.getValue().getPointerArray(0, count)) {
            StoragePoolPointer pool = new StoragePoolPointer();
            pool.setPointer(each);
            pools.add(pool);
        }
        Native.free(Pointer.nativeValue(list.getValue()));
        return pools;
    }

    static Element definition(StoragePoolPointer pool) throws LibvirtError {
        return Xml.parse(
                LibvirtError.check(LIBVIRT.virStoragePoolGetXMLDesc(pool, 0)).toString());
    }

    /** Lets libvirt look anew. A pool that was made a moment ago has looked. */
    BorrowedPool refreshed() throws LibvirtError {
        if (!own) {
            LibvirtError.check(LIBVIRT.virStoragePoolRefresh(pointer, 0));
        }
        return this;
    }

    /** A volume as the last look found it. */
    record Volume(String name, String key, String path) {}

    List<Volume> volumes() throws LibvirtError {
        PointerByReference list = new PointerByReference();
        int count = LibvirtError.check(LIBVIRT.virStoragePoolListAllVolumes(pointer, list, 0));
        List<Volume> volumes = new ArrayList<>();
        for (Pointer each : list.getValue().getPointerArray(0, count)) {
            StorageVolPointer volume = new StorageVolPointer();
            volume.setPointer(each);
            try {
                volumes.add(read(volume));
            } finally {
                LIBVIRT.virStorageVolFree(volume);
            }
        }
        Native.free(Pointer.nativeValue(list.getValue()));
        return volumes;
    }

    /** All that a file of a folder has in it. */
    Optional<byte[]> content(HostConnection connection, String name) throws LibvirtError {
        StorageVolPointer volume = LIBVIRT.virStorageVolLookupByName(pointer, name);
        if (volume == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StorageStream.download(connection, volume, 0));
        } finally {
            LIBVIRT.virStorageVolFree(volume);
        }
    }

    private static Volume read(StorageVolPointer volume) throws LibvirtError {
        Element xml = Xml.parse(
                LibvirtError.check(LIBVIRT.virStorageVolGetXMLDesc(volume, 0)).toString());
        String path = xml.child("target")
                .flatMap(target -> target.child("path"))
                .map(Element::text)
                .orElse("");
        return new Volume(text(xml, "name"), text(xml, "key"), path);
    }

    private static String text(Element element, String child) {
        return element.child(child).map(Element::text).orElse("");
    }

    @Override
    public void close() {
        if (own) {
            LIBVIRT.virStoragePoolDestroy(pointer);
        }
        LIBVIRT.virStoragePoolFree(pointer);
    }
}
