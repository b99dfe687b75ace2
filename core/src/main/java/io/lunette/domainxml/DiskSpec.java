package io.lunette.domainxml;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.Iqn;
import io.lunette.model.ScsiAddress;
import io.lunette.model.VolumeId;
import java.util.Locale;
import java.util.Optional;

/**
 * A disk to be made: libvirt's {@code <disk>}. Written without what libvirt or QEMU refuse on a LUN or would pass on
 * wrongly: no serial, wwn, blockio, geometry, read-only flag or throttling, and never a cache between guest and array.
 *
 * @param target the name under {@code <target dev=...>}: sda
 * @param address where it sits, on SATA, IDE and floppy controllers too; empty where libvirt chooses
 * @param bootOrder counted from 1; empty when it is not booted from
 * @param initiator the IQN under which QEMU logs in on the network path
 * @param shareable several servers use the LUN on purpose
 * @param passage what gets through to a LUN that the host's kernel has
 */
public record DiskSpec(
        DiskSource source,
        String alias,
        DeviceMode mode,
        DiskBus bus,
        String target,
        Optional<ScsiAddress> address,
        Optional<Integer> bootOrder,
        Iqn initiator,
        boolean shareable,
        KernelPassage passage) {

    private static final String VOLUME_ALIAS_PREFIX = "ua-";
    public static final String ROOT_ALIAS = "ua-lunette-root";
    public static final String SWAP_ALIAS = "ua-lunette-swap";
    private static final String EPHEMERAL_ALIAS_PREFIX = "ua-lunette-eph";

    public static String aliasOf(VolumeId volume) {
        return VOLUME_ALIAS_PREFIX + volume;
    }

    /** The volume whose disk has this alias; empty for disks of other kinds. */
    public static Optional<VolumeId> volumeOf(String alias) {
        return alias.startsWith(VOLUME_ALIAS_PREFIX)
                ? VolumeId.parse(alias.substring(VOLUME_ALIAS_PREFIX.length())).toOptional()
                : Optional.empty();
    }

    public static String ephemeralAlias(int number) {
        return EPHEMERAL_ALIAS_PREFIX + number;
    }

    /** The element, once it is known where the source is. */
    public Element toXml(DiskLocation location) {
        return Tree.build("disk", disk -> {
            disk.attribute("type", type(location)).attribute("device", mode.wire());
            if (passage.unfiltered() && isKernelLun(location)) {
                disk.attribute("rawio", "yes");
            }
            disk.child("driver", this::driver);
            disk.child("source", element -> source(element, location));
            disk.child(
                    "target",
                    element -> element.attribute("dev", target)
                            .attribute("bus", bus.name().toLowerCase(Locale.ROOT)));
            if (shareable) {
                disk.child("shareable");
            }
            bootOrder.ifPresent(order -> disk.child("boot", boot -> boot.attribute("order", order)));
            disk.child("alias", element -> element.attribute("name", alias));
            address.ifPresent(place -> disk.child("address", element -> address(element, place)));
        });
    }

    private static String type(DiskLocation location) {
        return switch (location) {
            case DiskLocation.File file -> "file";
            case DiskLocation.Reached(Connection.Network network, var login) -> "network";
            case DiskLocation.Reached(Connection.Block block, var login) -> "block";
        };
    }

    private void driver(Tree driver) {
        driver.attribute("name", "qemu").attribute("type", format()).attribute("cache", "none");
        if (shareable) {
            // The default stops a cluster node's guest on a path error, when its own fencing should decide.
            driver.attribute("error_policy", "report");
        }
        if (mode == DeviceMode.DISK) {
            driver.attribute("discard", "unmap");
        }
    }

    private String format() {
        return switch (source) {
            case DiskSource.OfVolume volume -> "raw";
            case DiskSource.OfImage image -> image.format().libvirtName();
            case DiskSource.OfBlank blank -> blank.format().libvirtName();
        };
    }

    private void source(Tree source, DiskLocation location) {
        switch (location) {
            case DiskLocation.File file -> source.attribute("file", file.path());
            case DiskLocation.Reached(Connection.Block block, var login) -> block(source, block, location);
            case DiskLocation.Reached(Connection.Network network, var login) -> network(source, network, login);
        }
    }

    private void block(Tree source, Connection.Block block, DiskLocation location) {
        source.attribute("dev", block.device());
        if (passage.reservations() && isKernelLun(location)) {
            source.child("reservations", helper -> helper.attribute("managed", "yes"));
        }
    }

    private boolean isKernelLun(DiskLocation location) {
        return mode == DeviceMode.LUN && location instanceof DiskLocation.Reached(Connection.Block block, var login);
    }

    private void network(Tree source, Connection.Network network, Optional<ChapLogin> login) {
        source.attribute("protocol", "iscsi")
                .attribute("name", network.target() + "/" + network.lun())
                .child(
                        "host",
                        host -> host.attribute("name", network.portal().host())
                                .attribute("port", network.portal().port()));
        login.ifPresent(chap -> source.append(auth(chap)));
        source.child("initiator", us -> us.child("iqn", iqn -> iqn.attribute("name", initiator)));
    }

    static Element auth(ChapLogin chap) {
        return Tree.build(
                "auth",
                auth -> auth.attribute("username", chap.user())
                        .child(
                                "secret",
                                secret -> secret.attribute("type", "iscsi").attribute("usage", chap.secretUsage())));
    }

    private static void address(Tree element, ScsiAddress place) {
        element.attribute("type", "drive")
                .attribute("controller", place.controller())
                .attribute("bus", place.bus())
                .attribute("target", place.target())
                .attribute("unit", place.unit());
    }
}
