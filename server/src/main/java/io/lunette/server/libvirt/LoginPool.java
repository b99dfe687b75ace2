package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.model.Iqn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.libvirt.jna.StoragePoolPointer;

/**
 * A handle on a pool that is a login of Lunette's. Never refreshed while it is logged in: where that fails, libvirt logs out. Calls
 * block.
 */
final class LoginPool implements AutoCloseable {
    private final StoragePoolPointer pointer;
    private final IscsiPool login;

    private LoginPool(StoragePoolPointer pointer, IscsiPool login) {
        this.pointer = pointer;
        this.login = login;
    }

    /** What a pool is, and whether it is started. */
    record Seen(IscsiPool login, boolean active) {}

    /** All of Lunette's. */
    static List<Seen> list(HostConnection connection) throws LibvirtError {
        List<Seen> seen = new ArrayList<>();
        for (StoragePoolPointer pointer : BorrowedPool.all(connection, 0)) {
            try {
                Optional<IscsiPool> login = IscsiPool.read(BorrowedPool.definition(pointer));
                if (login.isPresent()) {
                    seen.add(new Seen(login.get(), isActive(pointer)));
                }
            } finally {
                LIBVIRT.virStoragePoolFree(pointer);
            }
        }
        return seen;
    }

    static Optional<LoginPool> find(HostConnection connection, Iqn target) throws LibvirtError {
        for (Seen each : list(connection)) {
            if (each.login().target().equals(target)) {
                return Optional.of(new LoginPool(
                        LibvirtError.check(LIBVIRT.virStoragePoolLookupByName(
                                connection.pointer(), each.login().name())),
                        each.login()));
            }
        }
        return Optional.empty();
    }

    /** Instead of one that is there and does not run. */
    static LoginPool define(HostConnection connection, IscsiPool login) throws LibvirtError {
        return new LoginPool(
                LibvirtError.check(LIBVIRT.virStoragePoolDefineXML(connection.pointer(), login.xml(), 0)), login);
    }

    IscsiPool login() {
        return login;
    }

    private static boolean isActive(StoragePoolPointer pool) throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virStoragePoolIsActive(pool)) == 1;
    }

    /** Logs in, now and whenever libvirtd first starts after the host has booted. */
    void start() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virStoragePoolCreate(pointer, 0));
        LibvirtError.check(LIBVIRT.virStoragePoolSetAutostart(pointer, 1));
    }

    /**
     * Logs out.
     *
     * @param gone whether the session has ended already, behind libvirt's back
     */
    void stop(boolean gone) throws LibvirtError {
        if (isActive(pointer) && LIBVIRT.virStoragePoolDestroy(pointer) < 0) {
            LibvirtError refused = LibvirtError.last();
            if (gone) {
                // Libvirt finds no session, and takes the pool for stopped then.
                LIBVIRT.virStoragePoolRefresh(pointer, 0);
            }
            if (isActive(pointer)) {
                throw refused;
            }
        }
    }

    void forget() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virStoragePoolUndefine(pointer));
    }

    @Override
    public void close() {
        LIBVIRT.virStoragePoolFree(pointer);
    }
}
