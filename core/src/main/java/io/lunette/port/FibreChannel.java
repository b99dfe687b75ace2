package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostAdapter;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import java.util.List;

/**
 * The Fibre Channel ports of one host, through libvirt's node devices (libvirt: "Node devices", "NPIV in libvirt"). Fails
 * as the calls of {@link Hypervisor} do.
 */
public interface FibreChannel {

    /** HBAs and vHBAs, by name. Those without World Wide Names that mean one port are left out. */
    Outcome<List<HostAdapter>> adapters();

    /**
     * Makes a vHBA (virNodeDeviceCreateXML) and gives it as the host shows it then. It is gone with the host's next
     * reboot. Idempotent: one with that port name that is there already, on whichever HBA, is left and given. The host's
     * kernel logs in to the fabric, which takes seconds, and scans what LUNs that name sees.
     */
    Outcome<HostAdapter> create(Wwn wwnn, Wwn wwpn, ParentAdapter parent);

    /**
     * Removes the vHBA of that port name (virNodeDeviceDestroy), and with it the host's paths through it. Done as well when
     * there is none. An HBA is refused.
     */
    Outcome<Unit> remove(Wwn wwpn);
}
