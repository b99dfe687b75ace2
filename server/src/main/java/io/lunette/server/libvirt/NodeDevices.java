package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import org.libvirt.jna.DevicePointer;

/** The devices of a host, as its libvirt knows them (libvirt's formatnode.html). Calls block. */
final class NodeDevices {
    private static final String ADAPTER = "scsi_host";

    private NodeDevices() {}

    /** The descriptions of all block devices that are storage. */
    static List<String> storage(HostConnection connection) throws LibvirtError {
        return descriptions(connection, NativeLibvirt.NODE_DEVICES_STORAGE);
    }

    /** The descriptions of all Fibre Channel ports, virtual ones too. */
    static List<String> fibreChannelPorts(HostConnection connection) throws LibvirtError {
        return descriptions(connection, NativeLibvirt.NODE_DEVICES_FC_HOST);
    }

    private static List<String> descriptions(HostConnection connection, int kind) throws LibvirtError {
        List<String> descriptions = new ArrayList<>();
        for (DevicePointer device : list(connection, kind)) {
            try {
                // One that has gone since it was listed has none.
                var description = LIBVIRT.virNodeDeviceGetXMLDesc(device, 0);
                if (description != null) {
                    descriptions.add(description.toString());
                }
            } finally {
                LIBVIRT.virNodeDeviceFree(device);
            }
        }
        return descriptions;
    }

    /** The numbers of all SCSI hosts. */
    static List<Integer> adapters(HostConnection connection) throws LibvirtError {
        List<Integer> numbers = new ArrayList<>();
        for (DevicePointer device : list(connection, NativeLibvirt.NODE_DEVICES_SCSI_HOST)) {
            String name = LIBVIRT.virNodeDeviceGetName(device);
            if (name != null && name.matches(ADAPTER + "[0-9]{1,9}")) {
                numbers.add(Integer.parseInt(name.substring(ADAPTER.length())));
            }
            LIBVIRT.virNodeDeviceFree(device);
        }
        return numbers;
    }

    private static List<DevicePointer> list(HostConnection connection, int kind) throws LibvirtError {
        PointerByReference list = new PointerByReference();
        int count = LibvirtError.check(LIBVIRT.virConnectListAllNodeDevices(connection.pointer(), list, kind));
        List<DevicePointer> devices = new ArrayList<>();
        for (Pointer each : list.getValue().getPointerArray(0, count)) {
            DevicePointer device = new DevicePointer();
            device.setPointer(each);
            devices.add(device);
        }
        Native.free(Pointer.nativeValue(list.getValue()));
        return devices;
    }
}
