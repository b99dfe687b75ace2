package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostAdapter;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.FibreChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DevicePointer;

/** Fibre Channel ports as node devices of a host's libvirt. */
record LibvirtFibreChannel(Calls calls) implements FibreChannel {

    @Override
    public Outcome<List<HostAdapter>> adapters() {
        return calls.read("list its Fibre Channel ports", connection -> Outcome.done(list(connection)));
    }

    private static List<HostAdapter> list(HostConnection connection) throws LibvirtError {
        List<HostAdapter> found = new ArrayList<>();
        NodeDevices.fibreChannelPorts(connection)
                .forEach(xml -> AdapterXml.read(xml).ifPresent(found::add));
        found.sort(Comparator.comparing(HostAdapter::name));
        return found;
    }

    private static Optional<HostAdapter> find(HostConnection connection, Wwn wwpn) throws LibvirtError {
        return list(connection).stream()
                .filter(adapter -> adapter.wwpn().equals(wwpn))
                .findFirst();
    }

    @Override
    public Outcome<HostAdapter> create(Wwn wwnn, Wwn wwpn, ParentAdapter parent) {
        String action = "make a vHBA on " + parent;
        return calls.change(action, connection -> {
            Optional<HostAdapter> there = find(connection, wwpn);
            if (there.isPresent()) {
                return isVirtual(connection, there.get())
                        ? Outcome.done(there.get())
                        : Outcome.failed(calls.refused(action, "port name " + wwpn + " is an HBA's own"));
            }
            DevicePointer made = LibvirtError.check(
                    LIBVIRT.virNodeDeviceCreateXML(connection.pointer(), AdapterXml.create(wwnn, wwpn, parent), 0));
            LIBVIRT.virNodeDeviceFree(made);
            return Outcome.of(
                    find(connection, wwpn),
                    calls.refused(action, "it said that it did, and does not show port " + wwpn));
        });
    }

    @Override
    public Outcome<Unit> remove(Wwn wwpn) {
        String action = "remove a vHBA";
        return calls.change(action, connection -> {
            Optional<HostAdapter> found = find(connection, wwpn);
            if (found.isEmpty()) {
                return Outcome.done();
            }
            if (!isVirtual(connection, found.get())) {
                return Outcome.failed(calls.refused(action, "port name " + wwpn + " is an HBA's own"));
            }
            destroy(connection.pointer(), found.get().name());
            return Outcome.done();
        });
    }

    /** A vHBA hangs on a port that carries such, an HBA on a bus. */
    private static boolean isVirtual(HostConnection connection, HostAdapter adapter) throws LibvirtError {
        return list(connection).stream()
                .anyMatch(parent -> parent.name().equals(adapter.parent())
                        && parent.vports().isPresent());
    }

    private static void destroy(ConnectionPointer connection, String name) throws LibvirtError {
        DevicePointer device = LibvirtError.check(LIBVIRT.virNodeDeviceLookupByName(connection, name));
        try {
            LibvirtError.check(LIBVIRT.virNodeDeviceDestroy(device));
        } finally {
            LIBVIRT.virNodeDeviceFree(device);
        }
    }
}
