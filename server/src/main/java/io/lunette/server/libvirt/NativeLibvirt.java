package io.lunette.server.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;
import org.libvirt.jna.virStorageVolInfo;

/**
 * libvirt's C functions: those that its Java binding maps, and beside them what the binding 0.5.4 lacks. The binding's
 * classes above them (Domain, Connect) are not used: they hide the pointers that the missing calls need, and free them
 * in finalizers. Signatures and numbers are those of libvirt's headers (libvirt-domain.h, libvirt-host.h,
 * libvirt-storage.h, libvirt-nodedev.h).
 */
interface NativeLibvirt extends Libvirt {
    NativeLibvirt LIBVIRT = Native.load("virt", NativeLibvirt.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

    int AFFECT_LIVE = 1;
    int AFFECT_CONFIG = 2;
    int XML_INACTIVE = 2;
    int START_PAUSED = 1;
    int START_AUTODESTROY = 2;
    int DEFINE_VALIDATE = 1;

    /** MANAGED_SAVE, SNAPSHOTS_METADATA, NVRAM, CHECKPOINTS_METADATA: nothing of a domain is left. */
    int UNDEFINE_ALL = 1 | 2 | 4 | 16;

    int BLOCK_RESIZE_BYTES = 1;
    int XML_MIGRATABLE = 8;

    /** LIVE, PERSIST_DEST, UNDEFINE_SOURCE, ABORT_ON_ERROR, AUTO_CONVERGE of virDomainMigrateFlags. */
    int MIGRATE_WHOLE = 1 | 1 << 3 | 1 << 4 | 1 << 12 | 1 << 13;

    int MIGRATE_TLS = 1 << 16;

    int METADATA_ELEMENT = 2;
    int STORAGE_VOL_GET_PHYSICAL = 1;
    int CONSOLE_FORCE = 1;

    int STORAGE_POOLS_ACTIVE = 2;
    int NODE_DEVICES_SCSI_HOST = 1 << 5;
    int NODE_DEVICES_STORAGE = 1 << 8;
    int NODE_DEVICES_FC_HOST = 1 << 9;

    int SECRET_USAGE_ISCSI = 3;
    int SECRETS_EPHEMERAL = 1;

    int EVENT_LIFECYCLE = 0;
    int EVENT_DEVICE_REMOVED = 15;
    int EVENT_DEVICE_REMOVAL_FAILED = 22;

    /** For VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED and VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED. */
    interface DeviceCallback extends VirDomainEventCallback {
        void device(ConnectionPointer connection, DomainPointer domain, String alias, @Nullable Pointer opaque);
    }

    /** For VIR_DOMAIN_EVENT_ID_LIFECYCLE. */
    interface LifecycleCallback extends VirDomainEventCallback {
        int lifecycle(
                ConnectionPointer connection, DomainPointer domain, int event, int detail, @Nullable Pointer opaque);
    }

    @Nullable DomainPointer virDomainDefineXMLFlags(ConnectionPointer connection, String xml, int flags);

    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    @Nullable DomainPointer virDomainMigrate3(
            DomainPointer domain, ConnectionPointer target, @Nullable Pointer parameters, int count, int flags);

    /** The array grows and moves as need be; freed by virTypedParamsFree. */
    int virTypedParamsAddString(
            PointerByReference parameters, IntByReference count, IntByReference room, String name, String value);

    int virDomainDetachDeviceAlias(DomainPointer domain, String alias, int flags);

    int virDomainAddIOThread(DomainPointer domain, int iothread, int flags);

    int virDomainDelIOThread(DomainPointer domain, int iothread, int flags);

    int virDomainOpenConsole(DomainPointer domain, @Nullable String device, StreamPointer stream, int flags);

    @Nullable CString virConnectGetDomainCapabilities(
            ConnectionPointer connection,
            @Nullable String emulator,
            @Nullable String architecture,
            @Nullable String machine,
            @Nullable String virtType,
            int flags);

    /** The array is freed by who asked. */
    int virConnectListAllSecrets(ConnectionPointer connection, PointerByReference secrets, int flags);

    /** The array is freed by who asked, and so is each pool. */
    int virConnectListAllStoragePools(ConnectionPointer connection, PointerByReference pools, int flags);

    /** The array is freed by who asked, and so is each volume. */
    int virStoragePoolListAllVolumes(StoragePoolPointer pool, PointerByReference volumes, int flags);

    /** The array is freed by who asked, and so is each device. */
    int virConnectListAllNodeDevices(ConnectionPointer connection, PointerByReference devices, int flags);

    int virStorageVolGetInfoFlags(StorageVolPointer volume, virStorageVolInfo info, int flags);
}
