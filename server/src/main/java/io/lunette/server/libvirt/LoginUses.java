package io.lunette.server.libvirt;

import io.lunette.model.Wwid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who would miss LUNs if they went: servers, of which {@code user} knows, and the host itself. */
record LoginUses(HostConnection connection, Function<Wwid, Optional<String>> user) {

    /** For people, each a clause. */
    List<String> of(List<Wwid> luns) throws LibvirtError {
        List<String> uses = new ArrayList<>();
        KernelView view = KernelView.of(connection);
        for (Wwid lun : luns) {
            user.apply(lun).ifPresent(who -> uses.add("LUN " + lun + " is used by " + who));
            List<String> holders =
                    view.pathsTo(lun).isEmpty() ? List.of() : DeviceHolders.of(connection, view.kernelDevice(lun));
            if (!holders.isEmpty()) {
                uses.add("LUN " + lun + " is used by the host itself, for " + String.join(", ", holders));
            }
        }
        return uses;
    }
}
