package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.failure.Unit;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Iqn;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.BlankDisks;
import io.lunette.port.ChapAccounts;
import io.lunette.port.ImageFiles;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import io.lunette.run.LunsByOrigin;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import io.lunette.server.config.Settings;
import io.lunette.server.iscsi.adopted.AdoptedLabelFiles;
import io.lunette.server.iscsi.probe.IscsiProbe;
import io.lunette.server.iscsi.probe.IscsiReservations;
import io.lunette.server.iscsi.tgt.TgtLunSource;
import io.lunette.server.iscsi.tgt.TgtSettings;
import io.lunette.server.libvirt.LibvirtHost;
import io.lunette.server.libvirt.LibvirtHypervisor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The libvirt host and the iSCSI target of the settings. */
final class RealWorld {
    private RealWorld() {}

    /** The ways to the host and to the target, which are as they were before. */
    record Ways(LibvirtHypervisor hypervisor, TgtLunSource target, IscsiProbe probe, TargetLogins logins) {

        /** Those of the target, and adopted ones. */
        LunSource luns() {
            return new LunsByOrigin(target, probe);
        }
    }

    static Outcome<Outside> open(
            Settings settings, StateStore store, ImageFiles images, BlankDisks blanks, Opened opened) {
        return ways(settings, store.chapAccounts(), opened)
                .then(ways -> known(settings, store, ways.target())
                        .then(known -> ways.target().reconcile(exposures(store)))
                        .map(done -> new Outside(
                                new World(ways.hypervisor(), ways.luns(), ways.probe(), ways.logins(), images, blanks),
                                host -> opened.add(hypervisor(settings, host.name(), host.uri())),
                                new IscsiReservations(ways.probe()),
                                ways.probe(),
                                adoptedLabels(settings),
                                settings.arrays().portals())));
    }

    static Outcome<Ways> ways(Settings settings, ChapAccounts accounts, Opened opened) {
        TargetLogins logins = new TargetLogins(accounts, settings.target().chap());
        return IscsiProbe.load()
                .map(opened::add)
                .then(probe -> TgtLunSource.start(target(settings), logins::known)
                        .map(opened::add)
                        .map(luns -> new Ways(opened.add(hypervisor(settings)), luns, probe, logins)));
    }

    /** An empty store beside LUNs is one that was lost: what it does not know would be hidden from everybody. */
    private static Outcome<Unit> known(Settings settings, StateStore store, TgtLunSource target) {
        boolean empty = store.volumes().list(Optional.empty()).isEmpty();
        return target.volumes()
                .then(managed -> adoptedLabels(settings).volumes().map(adopted -> managed.size() + adopted.size()))
                .then(luns -> empty && luns > 0
                        ? Outcome.failed(new StoreFailure.Lost(NewStore.nameOf(settings.store()), luns))
                        : Outcome.done());
    }

    /** Beside the LUNs' files, which outlive the store as well. */
    static AdoptedLabels adoptedLabels(Settings settings) {
        return new AdoptedLabelFiles(settings.target().luns().resolve("adopted"));
    }

    private static TgtSettings target(Settings settings) {
        Settings.Target target = settings.target();
        return new TgtSettings(
                target.controlPort(),
                target.portals(),
                target.iqnPrefix(),
                target.luns(),
                settings.state().resolve("run"),
                target.overcommit(),
                TgtSettings.PATIENCE);
    }

    private static LibvirtHypervisor hypervisor(Settings settings) {
        return hypervisor(settings, settings.host().name(), settings.host().uri());
    }

    /** Any host is treated as that of the settings is. */
    static LibvirtHypervisor hypervisor(Settings settings, HostName name, HostUri uri) {
        return new LibvirtHypervisor(
                host(settings, name, uri), settings.state().resolve("trials-" + name + ".properties"));
    }

    private static LibvirtHost host(Settings settings, HostName name, HostUri uri) {
        Settings.Host host = settings.host();
        return new LibvirtHost(
                name,
                uri.withoutQuestions(),
                switch (host.virtType()) {
                    case AUTO -> LibvirtHost.VirtType.AUTO;
                    case KVM -> LibvirtHost.VirtType.KVM;
                    case QEMU -> LibvirtHost.VirtType.QEMU;
                },
                host.poolName(),
                host.pool().toString(),
                host.patience());
    }

    /** Which server sees which volume, as the store has it: what tgtd is told again where it forgot. */
    private static Map<VolumeId, Set<Iqn>> exposures(StateStore store) {
        Map<VolumeId, Set<Iqn>> exposures = new HashMap<>();
        Set<VolumeId> managed = store.volumes().list(Optional.empty()).stream()
                .filter(volume -> !volume.isAdopted())
                .map(Volume::id)
                .collect(Collectors.toSet());
        store.attachments().all().stream()
                .filter(attachment -> managed.contains(attachment.volume()))
                .forEach(attachment -> store.servers()
                        .find(attachment.server())
                        .ifPresent(server -> exposures
                                .computeIfAbsent(attachment.volume(), volume -> new HashSet<>())
                                .add(server.initiator())));
        return exposures;
    }
}
