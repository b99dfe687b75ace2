package io.lunette.server.iscsi.probe;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.lunette.model.Iqn;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what SendTargets was answered: libiscsi's {@code struct iscsi_discovery_address} of a pointer to the next one, one to
 * the target's name and one to its {@code struct iscsi_target_portal}s, each of a pointer to the next and one to a text
 * {@code 192.0.2.1:3260,1}.
 */
final class OfferedTargets {
    /** No array has as many; a list that has is one that never ends. */
    private static final int MOST = 65_536;

    private OfferedTargets() {}

    /** Sorted by name; those whose name is no IQN, which libvirt would not take either, are left out. */
    static List<OfferedTarget> read(Pointer first) {
        List<OfferedTarget> targets = new ArrayList<>();
        Pointer each = first;
        for (int count = 0; each != null && count < MOST; count++) {
            List<Portal> portals = portals(each.getPointer(2L * Native.POINTER_SIZE));
            Iqn.parse(text(each.getPointer(Native.POINTER_SIZE)))
                    .toOptional()
                    .ifPresent(name -> targets.add(new OfferedTarget(name, portals)));
            each = each.getPointer(0);
        }
        targets.sort(Comparator.comparing(target -> target.name().text()));
        return List.copyOf(targets);
    }

    private static List<Portal> portals(@Nullable Pointer first) {
        List<Portal> portals = new ArrayList<>();
        Pointer each = first;
        for (int count = 0; each != null && count < MOST; count++) {
            portal(text(each.getPointer(Native.POINTER_SIZE))).ifPresent(portals::add);
            each = each.getPointer(0);
        }
        return portals;
    }

    /** Without the number of its portal group (RFC 7143 section 13.8). */
    static Optional<Portal> portal(String address) {
        int comma = address.lastIndexOf(',');
        return Portal.parse(comma < 0 ? address : address.substring(0, comma)).toOptional();
    }

    private static String text(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, StandardCharsets.UTF_8.name());
    }
}
