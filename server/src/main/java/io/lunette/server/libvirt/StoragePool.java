package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.domainxml.Xml;
import java.util.Optional;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/** A handle on Lunette's pool of a host: a folder there, of which libvirt knows. Calls block. */
final class StoragePool implements AutoCloseable {
    private static final int NEW = 0;
    private static final int BUILD_DIRECTORY = 0;

    private final StoragePoolPointer pointer;

    private StoragePool(StoragePoolPointer pointer) {
        this.pointer = pointer;
    }

    static Optional<StoragePool> find(HostConnection connection, String name) throws LibvirtError {
        StoragePoolPointer found = LIBVIRT.virStoragePoolLookupByName(connection.pointer(), name);
        if (found != null) {
            return Optional.of(new StoragePool(found));
        }
        LibvirtError error = LibvirtError.last();
        if (error.code() == LibvirtError.NO_STORAGE_POOL) {
            return Optional.empty();
        }
        throw error;
    }

    /** The pool, running; made with its folder where there is none. */
    static StoragePool ensure(HostConnection connection, String name, String path) throws LibvirtError {
        Optional<StoragePool> found = find(connection, name);
        StoragePool pool = found.isPresent() ? found.get() : define(connection, name, path);
        try {
            if (LibvirtError.check(LIBVIRT.virStoragePoolIsActive(pool.pointer)) == 0) {
                LibvirtError.check(LIBVIRT.virStoragePoolBuild(pool.pointer, BUILD_DIRECTORY));
                LibvirtError.check(LIBVIRT.virStoragePoolCreate(pool.pointer, NEW));
                LibvirtError.check(LIBVIRT.virStoragePoolSetAutostart(pool.pointer, 1));
            }
            return pool;
        } catch (LibvirtError error) {
            pool.close();
            throw error;
        }
    }

    private static StoragePool define(HostConnection connection, String name, String path) throws LibvirtError {
        Element pool = Tree.build(
                "pool",
                made -> made.attribute("type", "dir")
                        .text("name", name)
                        .child(
                                "target",
                                // Passable for QEMU's user, who opens the disks by name, and readable for root alone.
                                target -> target.text("path", path)
                                        .child("permissions", permissions -> permissions.text("mode", "0711"))));
        return new StoragePool(
                LibvirtError.check(LIBVIRT.virStoragePoolDefineXML(connection.pointer(), Xml.print(pool), 0)));
    }

    /** The folder on the host. */
    String path() throws LibvirtError {
        String xml =
                LibvirtError.check(LIBVIRT.virStoragePoolGetXMLDesc(pointer, 0)).toString();
        return Xml.parse(xml)
                .child("target")
                .flatMap(target -> target.child("path"))
                .map(Element::text)
                .orElseThrow(() -> new LibvirtError(0, "the pool has no path"));
    }

    /** Lets libvirt see what was put into the folder behind its back. Left out while somebody fills a volume. */
    void refresh() {
        LIBVIRT.virStoragePoolRefresh(pointer, 0);
    }

    Optional<Volume> volume(String name) throws LibvirtError {
        StorageVolPointer found = LIBVIRT.virStorageVolLookupByName(pointer, name);
        if (found != null) {
            return Optional.of(new Volume(found));
        }
        LibvirtError error = LibvirtError.last();
        if (error.code() == LibvirtError.NO_STORAGE_VOLUME) {
            return Optional.empty();
        }
        throw error;
    }

    /** An empty volume, without blocks of its own yet. */
    Volume create(String name, String format, long capacityBytes) throws LibvirtError {
        Element volume = Tree.build(
                "volume",
                made -> made.text("name", name)
                        .text("capacity", capacityBytes)
                        .text("allocation", 0)
                        .child("target", target -> target.child("format", as -> as.attribute("type", format))));
        return new Volume(LibvirtError.check(LIBVIRT.virStorageVolCreateXML(pointer, Xml.print(volume), 0)));
    }

    int volumes() throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virStoragePoolNumOfVolumes(pointer));
    }

    /** Forgets the pool and removes its folder, which must be empty. */
    void remove() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virStoragePoolDestroy(pointer));
        LibvirtError.check(LIBVIRT.virStoragePoolDelete(pointer, 0));
        LibvirtError.check(LIBVIRT.virStoragePoolUndefine(pointer));
    }

    @Override
    public void close() {
        LIBVIRT.virStoragePoolFree(pointer);
    }

    /** A file of the pool. */
    static final class Volume implements AutoCloseable {
        private final StorageVolPointer pointer;

        private Volume(StorageVolPointer pointer) {
            this.pointer = pointer;
        }

        StorageVolPointer pointer() {
            return pointer;
        }

        String path() throws LibvirtError {
            return LibvirtError.check(LIBVIRT.virStorageVolGetPath(pointer)).toString();
        }

        /** What libvirt says of it, read anew. */
        Element description() throws LibvirtError {
            return Xml.parse(LibvirtError.check(LIBVIRT.virStorageVolGetXMLDesc(pointer, 0))
                    .toString());
        }

        /** How large a guest finds it. */
        long capacity() throws LibvirtError {
            return info(0).capacity;
        }

        /** How large the file is. */
        long length() throws LibvirtError {
            return info(NativeLibvirt.STORAGE_VOL_GET_PHYSICAL).allocation;
        }

        private virStorageVolInfo info(int flags) throws LibvirtError {
            virStorageVolInfo info = new virStorageVolInfo();
            LibvirtError.check(LIBVIRT.virStorageVolGetInfoFlags(pointer, info, flags));
            return info;
        }

        void resize(long capacityBytes) throws LibvirtError {
            LibvirtError.check(LIBVIRT.virStorageVolResize(pointer, capacityBytes, 0));
        }

        void delete() throws LibvirtError {
            LibvirtError.check(LIBVIRT.virStorageVolDelete(pointer, 0));
        }

        @Override
        public void close() {
            LIBVIRT.virStorageVolFree(pointer);
        }
    }
}
