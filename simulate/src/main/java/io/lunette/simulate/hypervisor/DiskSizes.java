package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Element;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How large a QEMU takes its LUNs to be: as large as they were when it last looked. */
final class DiskSizes {
    /** The size of a LUN of which nobody says one. */
    static final ByteCount UNKNOWN_LUN = ByteCount.ofGiB(1);

    private final Map<String, ByteCount> known = new HashMap<>();

    void forgetAll() {
        known.clear();
    }

    /** Looks at the disks that it did not know, and forgets those that are gone. */
    void open(Devices devices, Function<Connection, Optional<ByteCount>> luns) {
        Map<String, ByteCount> open = new HashMap<>();
        for (Element disk : devices.named("disk").toList()) {
            Devices.alias(disk)
                    .ifPresent(alias -> open.put(
                            alias, Optional.ofNullable(known.get(alias)).orElseGet(() -> size(disk, luns))));
        }
        known.clear();
        known.putAll(open);
    }

    Optional<ByteCount> of(String alias) {
        return Optional.ofNullable(known.get(alias));
    }

    /** As {@code block_resize} of QEMU on its own initiator: what counts is what the LUN says. */
    void resize(Element disk, String alias, ByteCount size, Function<Connection, Optional<ByteCount>> luns)
            throws DeviceRules.Refusal {
        ByteCount now = size(disk, luns);
        if (size.compareTo(now) > 0) {
            throw new DeviceRules.Refusal(
                    "internal error: unable to execute QEMU command 'block_resize': Cannot grow iSCSI devices");
        }
        known.put(alias, now);
    }

    private static ByteCount size(Element disk, Function<Connection, Optional<ByteCount>> luns) {
        return path(disk).flatMap(luns).orElse(UNKNOWN_LUN);
    }

    private static Optional<Connection> path(Element disk) {
        return disk.value("type").equals("block")
                ? disk.child("source").map(source -> new Connection.Block(source.value("dev")))
                : network(disk).map(found -> found);
    }

    /** Its name is {@code IQN/LUN}. */
    private static Optional<Connection.Network> network(Element disk) {
        return disk.child("source")
                .filter(source -> source.value("protocol").equals("iscsi"))
                .flatMap(source -> source.child("host").flatMap(host -> {
                    String name = source.value("name");
                    int slash = name.lastIndexOf('/');
                    return Iqn.parse(name.substring(0, slash))
                            .toOptional()
                            .map(target -> new Connection.Network(
                                    new Portal(host.value("name"), Devices.number(host, "port")),
                                    target,
                                    Integer.parseInt(name.substring(slash + 1))));
                }));
    }
}
