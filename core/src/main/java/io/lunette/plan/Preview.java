package io.lunette.plan;

import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.Xml;
import io.lunette.model.Connection;
import io.lunette.model.Lun;
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
    private String persistent;
    private Optional<String> live;

    private Preview(DomainSnapshot now) {
        this.persistent = now.persistentXml();
        this.live = now.liveXml();
    }

    /** The domain after the plan's steps, if each does just what it says. */
    public static DomainSnapshot after(Plan plan, DomainSnapshot now) {
        Preview preview = new Preview(now);
        plan.steps().forEach(preview::take);
        return new DomainSnapshot(now.power(), preview.persistent, preview.live);
    }

    private void take(Step step) {
        switch (step) {
            case Step.Expose expose ->
                locations.put(new DiskSource.OfVolume(expose.volume()), new DiskLocation.Reached(path(expose.lun())));
            case Step.ImportImage image ->
                locations.put(image.disk(), new DiskLocation.File(image.disk().diskName()));
            case Step.AddIoThread add -> change(add.scopes(), xml -> DomainEditor.addIoThread(xml, add.number()));
            case Step.RemoveIoThread remove ->
                change(remove.scopes(), xml -> DomainEditor.removeIoThread(xml, remove.number()));
            case Step.AttachController attach ->
                change(
                        attach.scopes(),
                        xml -> DomainEditor.attach(xml, attach.controller().toXml()));
            case Step.AttachDisk attach ->
                change(
                        attach.scopes(),
                        xml -> DomainEditor.attach(
                                xml, attach.disk().toXml(location(attach.disk().source()))));
            case Step.DetachDisk detach -> change(detach.scopes(), xml -> DomainEditor.detach(xml, detach.alias()));
            case Step.DetachController detach ->
                change(detach.scopes(), xml -> DomainEditor.detach(xml, detach.alias()));
            case Step.DefineDomain define ->
                persistent = Xml.print(define.domain().toXml(this::location));
            case Step.StartDomain start -> live = Optional.of(persistent);
            case Step.PowerOffDomain off -> live = Optional.empty();
            case Step.UndefineDomain undefine -> persistent = "";
            case Step.VerifyIdentity look -> {}
            case Step.ConfirmController look -> {}
            case Step.ConfirmDisk look -> {}
            case Step.Withdraw elsewhere -> {}
            case Step.RemoveImageDisk elsewhere -> {}
            case Step.RemoveConsoleLog elsewhere -> {}
        }
    }

    private DiskLocation location(DiskSource source) {
        DiskLocation location = locations.get(source);
        if (location == null) {
            throw new IllegalStateException("the plan uses " + source + " before it was made reachable");
        }
        return location;
    }

    private static Connection path(Lun lun) {
        return new Connection.Network(lun.portals().getFirst(), lun.target(), lun.number());
    }

    private void change(Set<Scope> scopes, UnaryOperator<String> edit) {
        if (scopes.contains(Scope.PERSISTENT)) {
            persistent = edit.apply(persistent);
        }
        if (scopes.contains(Scope.LIVE)) {
            live = live.map(edit);
        }
    }
}
