package io.lunette.plan;

import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.IoThreads;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a domain's XML would be after a plan, without doing anything. Pure. */
public final class Preview {
    private final Map<DiskSource, DiskLocation> locations = new HashMap<>();
    private Optional<Element> persistent;
    private Optional<Element> live;

    private final Reach reach;

    /** How a host reaches a LUN, which a plan finds out when it is run. */
    public interface Reach {
        /**
         * Where the disk of a volume will lead to.
         *
         * @param path by the first portal of the LUN
         * @param lun empty where it is yet to be made
         */
        DiskLocation of(VolumeId volume, Connection path, Optional<Lun> lun);
    }

    private Preview(DomainTrees now, Reach reach) {
        this.reach = reach;
        this.persistent = now.persistent();
        this.live = now.live();
    }

    /** The domain after the plan's steps, if each does just what it says. */
    public static DomainSnapshot after(Plan plan, DomainSnapshot now) {
        return after(plan, DomainTrees.of(now)).snapshot(now.power());
    }

    /** As {@link #after(Plan, DomainSnapshot)}, for who goes on with the trees. */
    public static DomainTrees after(Plan plan, DomainTrees now) {
        return after(plan, now, (volume, path, lun) -> new DiskLocation.Reached(path));
    }

    /**
     * As {@link #after(Plan, DomainSnapshot)}, where the host reaches LUNs in a way of its own.
     *
     * @param reach how it reaches each
     */
    public static DomainSnapshot after(Plan plan, DomainSnapshot now, Reach reach) {
        return after(plan, DomainTrees.of(now), reach).snapshot(now.power());
    }

    public static DomainTrees after(Plan plan, DomainTrees now, Reach reach) {
        Preview preview = new Preview(now, reach);
        plan.steps().forEach(preview::take);
        return new DomainTrees(preview.persistent, preview.live);
    }

    private void take(Step step) {
        switch (step) {
            case Step.Expose expose ->
                locations.put(
                        new DiskSource.OfVolume(expose.volume()),
                        reach.of(expose.volume(), path(expose.lun()), Optional.of(expose.lun())));
            case Step.ImportImage image ->
                locations.put(image.disk(), new DiskLocation.File(image.disk().diskName()));
            case Step.AddIoThread add -> change(add.scopes(), domain -> new IoThreads(domain).with(add.number()));
            case Step.RemoveIoThread remove ->
                change(remove.scopes(), domain -> new IoThreads(domain).without(remove.number()));
            case Step.MakeVolume make ->
                locations.put(
                        new DiskSource.OfVolume(make.volume()),
                        reach.of(make.volume(), pathYetUnknown(make.volume()), Optional.empty()));
            case Step.MakeBlankDisk blank ->
                locations.put(blank.disk(), new DiskLocation.File(blank.disk().diskName()));
            case Step.AttachController attach ->
                change(
                        attach.scopes(),
                        domain ->
                                DomainEditor.attach(domain, attach.controller().toXml()));
            case Step.AttachDisk attach ->
                change(
                        attach.scopes(),
                        domain -> DomainEditor.attach(
                                domain,
                                attach.disk().toXml(location(attach.disk().source()))));
            case Step.DetachDisk detach ->
                change(detach.scopes(), domain -> DomainEditor.detach(domain, detach.alias()));
            case Step.DetachController detach ->
                change(detach.scopes(), domain -> DomainEditor.detach(domain, detach.alias()));
            case Step.DefineDomain define ->
                persistent = Optional.of(define.domain().toXml(this::location).indented(0));
            case Step.StartDomain start -> live = persistent;
            case Step.PowerOffDomain off -> live = Optional.empty();
            case Step.UndefineDomain undefine -> persistent = Optional.empty();
            case Step.LeadDisk lead -> change(lead.scopes(), domain -> lead(domain, lead.volume()));
            case Step.ReachLun reached ->
                locations.put(
                        new DiskSource.OfVolume(reached.volume()),
                        reach.of(reached.volume(), path(reached.lun()), Optional.of(reached.lun())));
            case Step.MigrateDomain move -> change(move.scopes(), this::relocated);
            case Step.ForsakeLun elsewhere -> {}
            case Step.EndRegistration elsewhere -> {}
            case Step.VerifyIdentity look -> {}
            case Step.RecognizeLun look -> {}
            case Step.ConfirmSize look -> {}
            case Step.PauseGuest moment -> {}
            case Step.ResumeGuest moment -> {}
            case Step.GrowLun elsewhere -> {}
            case Step.ResizeDisk inQemu -> {}
            case Step.ConfirmController look -> {}
            case Step.ConfirmDisk look -> {}
            case Step.Withdraw elsewhere -> {}
            case Step.DiscardVolume elsewhere -> {}
            case Step.RemoveImageDisk elsewhere -> {}
            case Step.RemoveConsoleLog elsewhere -> {}
        }
    }

    private Element relocated(Element domain) {
        return new Relocation(locations, Optional.empty()).of(domain);
    }

    private Element lead(Element domain, VolumeId volume) {
        return location(new DiskSource.OfVolume(volume))
                        instanceof DiskLocation.Reached(Connection.Network network, var login)
                ? DomainEditor.lead(domain, DiskSpec.aliasOf(volume), network.portal(), login)
                : domain;
    }

    private DiskLocation location(DiskSource source) {
        DiskLocation location = locations.get(source);
        if (location == null) {
            throw new IllegalStateException("the plan uses " + source + " before it was made reachable");
        }
        return location;
    }

    private static Connection path(Lun lun) {
        return lun.address()
                .<Connection>map(address -> address.path(address.portals().getFirst()))
                .orElseGet(() -> new Connection.Block(
                        "/dev/mapper/" + lun.identity().wwid().kernelName()));
    }

    /** Where a LUN is, only its making tells; no portal has this name (RFC 2606). */
    private static Connection pathYetUnknown(VolumeId volume) {
        return new Connection.Network(
                new Portal("to-be-made.invalid", 3260), new Iqn("iqn.2026-11.invalid.to-be-made:" + volume), 1);
    }

    private void change(Set<Scope> scopes, UnaryOperator<Element> edit) {
        if (scopes.contains(Scope.PERSISTENT)) {
            persistent = persistent.map(edit);
        }
        if (scopes.contains(Scope.LIVE)) {
            live = live.map(edit);
        }
    }
}
