package io.lunette.run;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.KernelPassage;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import io.lunette.plan.Relocation;
import io.lunette.plan.Step;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.port.VolumeMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes single steps of one plan, and remembers where the sources of its disks turned out to be. */
final class StepRunner {
    /** A guest that is up lets a disk go within a fraction of this; one that does not is asked again, out of turn. */
    private static final Duration PATIENCE_WITH_GUEST = Duration.ofSeconds(2);

    /** Nobody needs the controller to be gone, and it will be asked again: enough for a guest that is up. */
    private static final Duration PATIENCE_WITH_CONTROLLERS = Duration.ofMillis(500);

    private final World world;
    private final Optional<Departure> departure;
    private final VolumeMaker volumes;
    private final Hypervisor hypervisor;
    private final ServerId server;
    private final ServerLogins logins;
    private final Map<DiskSource, DiskLocation> locations = new HashMap<>();
    private boolean leftBehind;

    /**
     * Steps on a host.
     *
     * @param departure where the server comes from, in a plan that moves it here
     */
    StepRunner(World world, Optional<Departure> departure, VolumeMaker volumes, ServerId server) {
        this.world = world;
        this.departure = departure;
        this.volumes = volumes;
        this.hypervisor = world.hypervisor();
        this.server = server;
        this.logins = new ServerLogins(world, server);
    }

    Ran ran() {
        return new Ran(locations, leftBehind);
    }

    Outcome<Unit> take(Step step) {
        return switch (step) {
            case Step.Expose expose -> expose(expose);
            case Step.VerifyIdentity verify -> verify(verify);
            case Step.ReachLun reach -> reach(reach);
            case Step.ForsakeLun forsake -> logins.forgetSecret(forsake.volume());
            case Step.EndRegistration end -> departure().registrations().end(end.volume(), end.key());
            case Step.MigrateDomain migrate -> migrate();
            case Step.RecognizeLun recognize -> new GrownLuns(world, server).recognize(recognize);
            case Step.PauseGuest pause -> hypervisor.pause(server);
            case Step.ResumeGuest resume -> hypervisor.resume(server);
            case Step.GrowLun grow -> world.luns().extend(grow.volume(), grow.size());
            case Step.ResizeDisk resize -> hypervisor.resizeDisk(server, resize.alias(), resize.size());
            case Step.ConfirmSize confirm -> new GrownLuns(world, server).confirm(confirm);
            case Step.LeadDisk lead -> leadDisk(lead);
            case Step.Withdraw withdraw -> logins.withdraw(withdraw);
            case Step.AddIoThread add -> hypervisor.addIoThread(server, add.number(), add.scopes());
            case Step.RemoveIoThread remove ->
                hypervisor
                        .removeIoThread(server, remove.number(), remove.scopes())
                        .map(this::noted);
            case Step.AttachController attach ->
                hypervisor.attachDevice(server, Xml.print(attach.controller().toXml()), attach.scopes());
            case Step.ConfirmController confirm -> confirm(confirm.controller(), confirm.scopes());
            case Step.AttachDisk attach ->
                hypervisor.attachDevice(
                        server, Xml.print(attach.disk().toXml(location(attach.disk()))), attach.scopes());
            case Step.ConfirmDisk confirm -> confirm(confirm.disk(), confirm.scopes());
            case Step.DetachDisk detach -> detachDisk(detach);
            case Step.DetachController detach -> detachController(detach);
            case Step.ImportImage image -> importImage(image);
            case Step.MakeVolume make -> makeVolume(make);
            case Step.DiscardVolume discard ->
                volumes.discard(discard.volume()).then(gone -> logins.forgetSecret(discard.volume()));
            case Step.MakeBlankDisk blank -> makeBlank(blank);
            case Step.RemoveImageDisk remove -> hypervisor.removeDisk(remove.diskName());
            case Step.RemoveConsoleLog remove -> hypervisor.removeDisk(HostCapabilities.consoleLogName(server));
            case Step.DefineDomain define ->
                hypervisor.define(Xml.print(define.domain().toXml(this::location)));
            case Step.UndefineDomain undefine -> hypervisor.undefine(server);
            case Step.StartDomain start -> hypervisor.start(server);
            case Step.PowerOffDomain powerOff -> hypervisor.powerOff(server);
        };
    }

    private DiskLocation location(DiskSpec disk) {
        return location(disk.source());
    }

    private DiskLocation location(DiskSource source) {
        DiskLocation location = locations.get(source);
        if (location == null) {
            throw new IllegalStateException("the plan uses " + source + " before it was made reachable");
        }
        return location;
    }

    private Outcome<Unit> expose(Step.Expose step) {
        return logins.expose(step).map(reached -> {
            locations.put(new DiskSource.OfVolume(step.volume()), reached);
            return Unit.UNIT;
        });
    }

    private Outcome<Unit> reach(Step.ReachLun step) {
        return logins.reach(step).map(reached -> {
            locations.put(new DiskSource.OfVolume(step.volume()), reached);
            return Unit.UNIT;
        });
    }

    private Departure departure() {
        return departure.orElseThrow(() -> new IllegalStateException("the plan does not say where from"));
    }

    private Outcome<Unit> migrate() {
        Hypervisor from = departure().source();
        return hypervisor
                .capabilities()
                .map(there -> new Relocation(locations, Optional.of(there.consoleLogPath(server))))
                .then(relocation ->
                        sameKind(from, relocation).then(fits -> from.migrate(server, hypervisor, relocation::of)));
    }

    private Outcome<Unit> sameKind(Hypervisor from, Relocation relocation) {
        return from.find(server)
                .then(found -> Outcome.of(
                        found, new HostFailure.NoSuchDomain(from.name().toString(), server.toString())))
                .then(domain -> relocation
                        .misfit(domain.liveXml().orElse(domain.persistentXml()))
                        .<Outcome<Unit>>map(volume -> Outcome.failed(new MigrationFailure.OtherPath(
                                server.toString(),
                                volume.toString(),
                                hypervisor.name().toString())))
                        .orElseGet(Outcome::done));
    }

    private Outcome<Unit> verify(Step.VerifyIdentity step) {
        DiskLocation location = location(new DiskSource.OfVolume(step.volume()));
        if (!(location instanceof DiskLocation.Reached(Connection connection, var login))) {
            throw new IllegalStateException("a LUN is no file");
        }
        return world.identify(step.lun(), connection, logins.of(step))
                .then(found -> found.isOfSameLun(step.lun().identity())
                        ? Outcome.done()
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                step.volume().toString(), step.lun().identity().name(), found.name())));
    }

    private Outcome<Unit> leadDisk(Step.LeadDisk step) {
        DiskLocation location = location(new DiskSource.OfVolume(step.volume()));
        if (!(location instanceof DiskLocation.Reached reached)) {
            return Outcome.done();
        }
        return hypervisor
                .find(server)
                .then(found -> Outcome.of(
                        found, new HostFailure.NoSuchDomain(hypervisor.name().toString(), server.toString())))
                .then(domain -> {
                    Element before = Xml.parse(domain.persistentXml());
                    Element after = DomainEditor.lead(before, DiskSpec.aliasOf(step.volume()), reached);
                    return after.equals(before) ? Outcome.done() : hypervisor.define(Xml.print(after));
                });
    }

    /** A step that fails has done nothing: what of it was done is taken back here. */
    private Outcome<Unit> makeVolume(Step.MakeVolume step) {
        Outcome<Unit> outcome = volumes.make(step.volume())
                .then(lun -> expose(new Step.Expose(step.volume(), lun, step.initiator()))
                        .then(exposed -> verify(new Step.VerifyIdentity(step.volume(), lun, step.initiator()))));
        return outcome instanceof Outcome.Failed<Unit>(Failure cause)
                ? Outcome.failed(volumes.discard(step.volume())
                        .failureIfAny()
                        .<Failure>map(left -> new HostFailure.UndoIncomplete(cause, List.of(left)))
                        .orElse(cause))
                : outcome;
    }

    private Outcome<Unit> detachDisk(Step.DetachDisk step) {
        return hypervisor
                .detachDevice(server, step.alias(), step.scopes(), PATIENCE_WITH_GUEST)
                .then(result -> result == DetachResult.GONE
                        ? Outcome.done()
                        : Outcome.failed(new HostFailure.GuestHolds(
                                hypervisor.name().toString(), server.toString(), "disk " + step.target())));
    }

    private Outcome<Unit> detachController(Step.DetachController step) {
        return hypervisor
                .detachDevice(server, step.alias(), step.scopes(), PATIENCE_WITH_CONTROLLERS)
                .map(this::noted);
    }

    private Unit noted(DetachResult result) {
        leftBehind |= result == DetachResult.STILL_THERE;
        return Unit.UNIT;
    }

    private Outcome<Unit> importImage(Step.ImportImage step) {
        Optional<Path> file = world.images().find(step.image());
        if (file.isEmpty()) {
            return Outcome.failed(new ImageFailure.NotActive(step.image().toString(), "without data"));
        }
        return send(
                step.disk(),
                new NewDisk(step.disk().diskName(), step.disk().format(), step.capacityBytes()),
                file.get(),
                "Image " + step.image() + " cannot be read");
    }

    private Outcome<Unit> makeBlank(Step.MakeBlankDisk step) {
        return world.blanks()
                .make(step.format(), step.label(), new ByteCount(step.capacityBytes()))
                .then(blank -> {
                    try (blank) {
                        return send(
                                step.disk(),
                                new NewDisk(step.disk().diskName(), step.disk().format(), step.capacityBytes()),
                                blank.file(),
                                "An empty disk cannot be read");
                    }
                });
    }

    private record NewDisk(String name, DiskSource.OfImage.Format format, long capacityBytes) {
        Hypervisor.DiskFormat formatOnHost() {
            return switch (format) {
                case RAW -> Hypervisor.DiskFormat.RAW;
                case QCOW2 -> Hypervisor.DiskFormat.QCOW2;
            };
        }
    }

    private Outcome<Unit> send(DiskSource source, NewDisk disk, Path file, String unreadable) {
        try (InputStream content = Files.newInputStream(file)) {
            return hypervisor
                    .importDisk(disk.name(), disk.formatOnHost(), disk.capacityBytes(), Files.size(file), content)
                    .map(path -> {
                        locations.put(source, new DiskLocation.File(path));
                        return Unit.UNIT;
                    });
        } catch (IOException broken) {
            return Outcome.failed(new StorageFailure.Unavailable(unreadable, String.valueOf(broken.getMessage())));
        }
    }

    private Outcome<Unit> confirm(ControllerSpec controller, Set<Scope> scopes) {
        return eachScope(scopes, devices -> {
            Optional<ScsiController> found = devices.controller(controller.index());
            boolean as = found.filter(there ->
                            there.is(controller.model()) && there.driver().equals(controller.driver()))
                    .isPresent();
            return asPlanned(
                    "controller " + controller.index() + " of model " + controller.model()
                            + driver(controller.driver()),
                    as,
                    found.map(there -> "model " + there.model() + driver(there.driver()))
                            .orElse("none"));
        });
    }

    private static String driver(Optional<ControllerSpec.Driver> driver) {
        return driver.map(how -> " with "
                        + how.ioThread().map(number -> "iothread " + number).orElse("no iothread") + " and "
                        + how.queues().map(queues -> queues + " queue(s)").orElse("QEMU's own number of queues"))
                .orElse("");
    }

    private Outcome<Unit> confirm(DiskSpec disk, Set<Scope> scopes) {
        return eachScope(scopes, devices -> {
            Optional<Disk> found = devices.diskByAlias(disk.alias());
            boolean as =
                    found.filter(there -> isAsPlanned(disk, there, devices)).isPresent();
            return asPlanned(
                    disk.mode().wire() + " " + disk.target()
                            + disk.address().map(a -> " at " + a).orElse("") + " on " + disk.bus(),
                    as,
                    found.map(Disk::toString).orElse("none"));
        });
    }

    private static boolean isAsPlanned(DiskSpec planned, Disk found, DomainDevices devices) {
        boolean onItsController = planned.mode() != DeviceMode.LUN
                || found.address()
                        .flatMap(address -> devices.controller(address.controller()))
                        .filter(controller -> controller.is(ScsiModel.VIRTIO_SCSI))
                        .isPresent();
        return onItsController
                && found.device().equals(planned.mode().wire())
                && found.target().equals(planned.target())
                && found.shareable() == planned.shareable()
                && passage(planned, found)
                        .equals(new KernelPassage(
                                found.traits().reservations(), found.traits().rawIo()))
                && (planned.address().isEmpty() || found.address().equals(planned.address()));
    }

    private static KernelPassage passage(DiskSpec planned, Disk found) {
        return planned.mode() == DeviceMode.LUN && found.isOfKernel() ? planned.passage() : KernelPassage.FILTERED;
    }

    private Outcome<Unit> asPlanned(String expected, boolean is, String found) {
        return is
                ? Outcome.done()
                : Outcome.failed(new HostFailure.NotAsPlanned(hypervisor.name().toString(), expected, found));
    }

    private Outcome<Unit> eachScope(Set<Scope> scopes, Function<DomainDevices, Outcome<Unit>> check) {
        return hypervisor.find(server).then(found -> {
            if (found.isEmpty()) {
                return Outcome.failed(
                        new HostFailure.NoSuchDomain(hypervisor.name().toString(), server.toString()));
            }
            Outcome<Unit> outcome = Outcome.done();
            for (Scope scope : scopes) {
                outcome = outcome.then(fine -> xml(found.get(), scope)
                        .map(DomainReader::read)
                        .map(check)
                        .orElseGet(Outcome::done));
            }
            return outcome;
        });
    }

    private static Optional<String> xml(DomainSnapshot snapshot, Scope scope) {
        return scope == Scope.LIVE ? snapshot.liveXml() : Optional.of(snapshot.persistentXml());
    }
}
