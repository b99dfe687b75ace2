package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainSpec;
import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.ReservationKey;
import io.lunette.model.VolumeId;
import io.lunette.port.Hypervisor.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One small change of the world, or one look at it. Each change knows the step that takes it back. */
public sealed interface Step {

    /** What it does, for people: {@code attach controller 1 (virtio-scsi)}. */
    String describe();

    /** What it is, as one stable word for programs: {@code attach-controller}. */
    default String kind() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** What of the domain it reaches; empty for what is done elsewhere. */
    default Set<Scope> scopes() {
        return Set.of();
    }

    /** The step that takes this one back; empty for a look, and for what is not taken back. */
    default Optional<Step> undo() {
        return Optional.empty();
    }

    /** Lets the server's initiator see the LUN. */
    record Expose(VolumeId volume, Lun lun, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "expose LUN " + lun.place() + " to " + initiator;
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new Withdraw(volume, lun, initiator));
        }
    }

    /** Reads the LUN's identity on the path and with the initiator that the server will use. */
    record VerifyIdentity(VolumeId volume, Lun lun, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "verify that LUN " + lun.place() + " is " + lun.identity().wwid();
        }
    }

    /**
     * Reads the identity of a LUN that the server has, on its path and with its initiator. The server goes on seeing the LUN,
     * whatever comes of it.
     */
    record RecognizeLun(VolumeId volume, Lun lun, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "verify that LUN " + lun.place() + " is still "
                    + lun.identity().wwid();
        }
    }

    /** Stops the guest's CPUs, for moments: nothing it asked of its disks is under way then. */
    record PauseGuest() implements Step {
        @Override
        public String describe() {
            return "pause the guest";
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new ResumeGuest());
        }
    }

    record ResumeGuest() implements Step {
        @Override
        public String describe() {
            return "let the guest go on";
        }
    }

    /** Makes the LUN larger where it lies. Not taken back: LUNs do not shrink. */
    record GrowLun(VolumeId volume, ByteCount size) implements Step {
        @Override
        public String describe() {
            return "grow the LUN of volume " + volume + " to " + size.bytes() + " bytes";
        }
    }

    /** Tells QEMU, and through it the guest, that a LUN has grown. */
    record ResizeDisk(String alias, String target, ByteCount size) implements Step {
        @Override
        public String describe() {
            return "tell disk " + target + " that its LUN has " + size.bytes() + " bytes";
        }

        @Override
        public Set<Scope> scopes() {
            return Set.of(Scope.LIVE);
        }
    }

    /**
     * Reads back how large the LUN is: as READ CAPACITY says on the server's path and, where the server runs, as QEMU takes
     * it to be.
     *
     * @param alias of the disk that runs
     */
    record ConfirmSize(VolumeId volume, Lun lun, Iqn initiator, Optional<String> alias, ByteCount size)
            implements Step {
        @Override
        public String describe() {
            return "confirm that LUN " + lun.place() + " has " + size.bytes() + " bytes";
        }
    }

    /**
     * Lets the definition of a disk lead to the portal at which its LUN was found, with the CHAP account that the target
     * asks for now: QEMU knows one portal, and an array may have several; accounts come and go. On a block path it leads to
     * the device that the LUN is now: a host that gets a second path has a map instead of a disk. Not taken back, for each
     * of them leads to the same LUN.
     */
    record LeadDisk(VolumeId volume) implements Step {
        @Override
        public String describe() {
            return "lead the disk of volume " + volume + " to where its LUN was found";
        }

        @Override
        public Set<Scope> scopes() {
            return Set.of(Scope.PERSISTENT);
        }
    }

    record Withdraw(VolumeId volume, Lun lun, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "withdraw LUN " + lun.place() + " from " + initiator;
        }
    }

    /** Lets the host that a server moves to reach one of its LUNs, which goes on being seen from where it runs. */
    record ReachLun(VolumeId volume, Lun lun, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "reach LUN " + lun.place() + " from the new host";
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new ForsakeLun(volume));
        }
    }

    /** Takes from a host what it needs to reach a LUN for a server that is not there. The LUN's mask is the server's, and stays. */
    record ForsakeLun(VolumeId volume) implements Step {
        @Override
        public String describe() {
            return "forget on the host how to reach volume " + volume;
        }
    }

    /**
     * Ends the registrations of a server that is about to lose its path, so that none of them stays on the LUN without
     * anybody who could end it. Not taken back: only the guest can register.
     */
    record EndRegistration(VolumeId volume, ReservationKey key) implements Step {
        @Override
        public String describe() {
            return "end registration " + key + " with the LUN of volume " + volume;
        }
    }

    /** Moves the running domain. What came of it is found out by looking at both hosts. */
    record MigrateDomain(HostName source, HostName target) implements Step {
        @Override
        public String describe() {
            return "move the running domain from " + source + " to " + target;
        }

        @Override
        public Set<Scope> scopes() {
            return Scope.BOTH;
        }
    }

    /** Makes an iothread for a controller that comes next. */
    record AddIoThread(int number, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "add iothread " + number + in(scopes);
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new RemoveIoThread(number, scopes));
        }
    }

    /** Removes an iothread; it stays where a controller still uses it, as one that is on its way out does. */
    record RemoveIoThread(int number, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "remove iothread " + number + in(scopes);
        }
    }

    record AttachController(ControllerSpec controller, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "attach controller " + controller.index() + " (" + controller.model() + ")" + in(scopes);
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new DetachController(controller.index(), controller.alias(), scopes));
        }
    }

    /** Reads the XML back: the controller is there, at its index, of the model asked for. */
    record ConfirmController(ControllerSpec controller, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "confirm that controller " + controller.index() + " is " + controller.model() + in(scopes);
        }
    }

    record AttachDisk(DiskSpec disk, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "attach " + disk.mode().wire() + " " + disk.target()
                    + disk.address().map(address -> " at " + address).orElse("") + in(scopes);
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new DetachDisk(disk.alias(), disk.target(), scopes));
        }
    }

    /** Reads the XML back: the disk is there as planned, and a LUN sits on virtio-scsi. */
    record ConfirmDisk(DiskSpec disk, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "confirm " + disk.mode().wire() + " " + disk.target()
                    + disk.address().map(address -> " at " + address).orElse("") + in(scopes);
        }
    }

    record DetachDisk(String alias, String target, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "detach disk " + target + in(scopes);
        }
    }

    /** Asks for the controller's removal. A guest that is not up keeps it; then it stays, on its way out. */
    record DetachController(int index, String alias, Set<Scope> scopes) implements Step {
        @Override
        public String describe() {
            return "detach controller " + index + in(scopes);
        }
    }

    /** Makes a disk on the host from an image's data. */
    record ImportImage(DiskSource.OfImage disk, ImageId image, String diskFormat, long capacityBytes) implements Step {
        @Override
        public String describe() {
            return "copy image " + image + " to the host";
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new RemoveImageDisk(disk.diskName()));
        }
    }

    /**
     * Makes a volume of which the store has the row, lets the server's initiator see its LUN, and reads the LUN's identity
     * as the server will see it.
     *
     * @param image what it is made of; empty for a volume of zeros */
    record MakeVolume(VolumeId volume, long sizeGiB, Optional<ImageId> image, Iqn initiator) implements Step {
        @Override
        public String describe() {
            return "make volume " + volume + " of " + sizeGiB + " GiB"
                    + image.map(id -> " from image " + id).orElse("") + " and expose it to " + initiator;
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new DiscardVolume(volume));
        }
    }

    /** Removes a volume that was made for a server. */
    record DiscardVolume(VolumeId volume) implements Step {
        @Override
        public String describe() {
            return "remove volume " + volume;
        }
    }

    /**
     * Makes an empty disk on the host.
     *
     * @param label what the file system on it is called */
    record MakeBlankDisk(DiskSource.OfBlank disk, GuestFormat format, String label, long capacityBytes)
            implements Step {
        @Override
        public String describe() {
            return "make disk " + disk.diskName() + " of " + capacityBytes + " bytes on the host, as " + format.word()
                    + " named " + label;
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new RemoveImageDisk(disk.diskName()));
        }
    }

    record RemoveImageDisk(String diskName) implements Step {
        @Override
        public String describe() {
            return "remove disk " + diskName + " from the host";
        }
    }

    record RemoveConsoleLog() implements Step {
        @Override
        public String describe() {
            return "remove the console's log from the host";
        }
    }

    record DefineDomain(DomainSpec domain) implements Step {
        @Override
        public String describe() {
            return "define domain " + DomainSpec.domainName(domain.server());
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new UndefineDomain());
        }
    }

    record UndefineDomain() implements Step {
        @Override
        public String describe() {
            return "undefine the domain";
        }
    }

    record StartDomain() implements Step {
        @Override
        public String describe() {
            return "start the domain";
        }

        @Override
        public Optional<Step> undo() {
            return Optional.of(new PowerOffDomain());
        }
    }

    record PowerOffDomain() implements Step {
        @Override
        public String describe() {
            return "power the domain off";
        }
    }

    private static String in(Set<Scope> scopes) {
        if (scopes.equals(Scope.BOTH)) {
            return "";
        }
        return scopes.contains(Scope.LIVE) ? " (live only)" : " (persistent only)";
    }
}
