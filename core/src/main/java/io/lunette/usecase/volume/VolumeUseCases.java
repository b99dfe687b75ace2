package io.lunette.usecase.volume;

import io.lunette.model.Portal;
import io.lunette.port.Ids;
import io.lunette.port.ImageFiles;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.TargetLogins;
import io.lunette.usecase.lease.LeaseKeeper;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** All that can be done with volumes, put together on one set of ports. */
public record VolumeUseCases(
        CreateVolume create,
        DeleteVolume delete,
        ShowVolume show,
        ListVolumes list,
        UpdateVolume update,
        ChangeMetadata metadata,
        SetBootable bootable,
        ExtendVolume extend,
        ResetVolumeStatus reset,
        VolumeUsage usage,
        ListAttachments attachments,
        KeepAttachment keepAttachment,
        ServersVolumes ofServers,
        DiscoverLuns discover,
        AdoptLun adopt,
        GiveLunLogin login,
        UnmanageVolume unmanage,
        VolumeWork work) {

    /**
     * What the use cases stand on.
     *
     * @param arrays portals of arrays whose LUNs can be adopted
     * @param controller the initiator that looks at new LUNs, and at those of arrays
     * @param revival is to call {@link VolumeWork#resume}
     * @param background where LUNs are made and removed; bounds how many at a time, and never refuses
     */
    public record Ports(
            StateStore store,
            LunSource source,
            LunProbe probe,
            TargetLogins logins,
            LunDiscovery discovery,
            List<Portal> arrays,
            ImageFiles files,
            ControllerInitiator controller,
            LeaseKeeper leases,
            Revival revival,
            Executor background,
            Ids ids,
            InstantSource clock) {}

    public static VolumeUseCases on(Ports ports) {
        StateStore store = ports.store();
        LunSource source = ports.source();
        VolumeRows rows = new VolumeRows(store.volumes(), ports.clock());
        IdentifyLun identify =
                new IdentifyLun(store.volumes(), source, ports.probe(), ports.logins(), ports.controller());
        MakeLun makeLun = new MakeLun(rows, store.images(), ports.files(), source, identify);
        RemoveLun removeLun = new RemoveLun(store.volumes(), rows, source);
        VolumeWork work = new VolumeWork(
                store, rows, makeLun, removeLun, identify, ports.leases(), ports.revival(), ports.background());
        ListAttachments attachments = new ListAttachments(store);
        CreateVolume create = new CreateVolume(store, source, work, ports.ids(), ports.clock());
        return new VolumeUseCases(
                create,
                new DeleteVolume(store, rows, work),
                new ShowVolume(store, rows),
                new ListVolumes(store),
                new UpdateVolume(rows),
                new ChangeMetadata(rows),
                new SetBootable(rows),
                new ExtendVolume(rows, source, identify, work),
                new ResetVolumeStatus(rows, store.attachments()),
                new VolumeUsage(store.volumes()),
                attachments,
                new KeepAttachment(rows, store.attachments(), attachments),
                new ServersVolumes(store, rows, create, makeLun, removeLun, work),
                new DiscoverLuns(store, ports.discovery(), ports.controller(), ports.arrays()),
                new AdoptLun(store, ports.discovery(), ports.probe(), ports.controller(), ports.ids(), ports.clock()),
                new GiveLunLogin(store, source, ports.controller(), rows),
                new UnmanageVolume(store, rows),
                work);
    }
}
