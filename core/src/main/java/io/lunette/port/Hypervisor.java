package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One libvirt host: its domains and the pool that holds image disks. Knows only domains that Lunette made (their
 * metadata says so); any other domain is as if it were not there.
 *
 * <p>Every call may be made from any thread, a virtual one too; the implementation keeps native calls off carriers.
 * Every call ends: a host that does not answer in {@link #patience()} gives {@code HostFailure.Uncertain}, which means
 * that the call may still take effect later; a host that cannot be reached at all gives {@code HostFailure.Unreachable},
 * which means that it did not. Refusals by libvirt or QEMU are {@code HostFailure.Refused} with the text they gave, and
 * then nothing changed, save where a method says otherwise. Calls on one domain are made one at a time by the caller.
 */
public interface Hypervisor extends AutoCloseable {

    HostName name();

    /** How long a call may take before its outcome is called uncertain; 10 s unless configured. */
    Duration patience();

    /** What this host's libvirt and QEMU offer; asked of it, then kept until the connection is made anew. */
    Outcome<HostCapabilities> capabilities();

    /** For looking at the host itself. */
    HostInspection inspection();

    /** The LUNs that its kernel has. */
    HostLuns kernelLuns();

    /** The iSCSI targets that its kernel is logged in to. */
    HostLogins logins();

    /** Whether the host is connected to, as far as is known on this side. Asks nobody, and returns at once. */
    boolean isReached();

    /** The domain as it is now, live and persistent; empty when the host has no such domain. */
    Outcome<Optional<DomainSnapshot>> find(ServerId server);

    /** Every domain of Lunette's on this host. */
    Outcome<List<ServerId>> servers();

    /**
     * Makes or replaces the persistent domain that {@code domainXml} describes (virDomainDefineXMLFlags, validated
     * against libvirt's schema). Idempotent. A definition without Lunette's mark in its metadata is refused, because it
     * could never be found again; so is one whose UUID or name a foreign domain has.
     */
    Outcome<Unit> define(String domainXml);

    /**
     * Replaces the mark of a domain, in its definition and in what runs (virDomainSetMetadata); all else stays. May be
     * called beside other work on the domain. Idempotent.
     *
     * @param markXml the element {@code <lunette:server>}, with the declaration of its namespace
     */
    Outcome<Unit> mark(ServerId server, String markXml);

    /** Starts a defined domain. One that runs already is left running and the call is done. */
    Outcome<Unit> start(ServerId server);

    /** Starts a defined domain with its CPUs stopped, as {@link #start} otherwise. */
    Outcome<Unit> startPaused(ServerId server);

    /**
     * Stops a domain's CPUs (virDomainSuspend). When this returns, all that the guest asked of its disks has come to its
     * end, and nothing new is asked until {@link #resume}. Done as well when the CPUs stand still or the domain is off.
     */
    Outcome<Unit> pause(ServerId server);

    /** Lets the CPUs of a paused domain go on (virDomainResume). Done as well when they do, or the domain is off. */
    Outcome<Unit> resume(ServerId server);

    /**
     * Moves a domain that runs to another host while its guest goes on (virDomainMigrate3), with its definition; nothing of
     * it stays here. This side talks with both; the hosts send memory to each other (over TLS where both are reached by
     * {@code qemu+tls}). Its disks must be reachable there. Takes as long as the guest's memory takes to go over: patience
     * counts from the last progress. Where it fails as {@code HostFailure.Refused} the domain goes on here, as a rule; whoever
     * must know asks {@link #standing} of both hosts, and must where the outcome is uncertain.
     *
     * @param target a host of the same implementation
     * @param relocation gives what the target is told for the XML of this host, of what runs and of the definition
     */
    Outcome<Unit> migrate(ServerId server, Hypervisor target, UnaryOperator<String> relocation);

    /** Asks for the end of a migration away from here (virDomainAbortJob). Done as well when none is under way. */
    Outcome<Unit> abortMigration(ServerId server);

    /** How a domain stands here with respect to a migration. */
    Outcome<Standing> standing(ServerId server);

    /** Asks the guest to power off (ACPI); returns at once. Done as well when the domain does not run. */
    Outcome<Unit> requestShutdown(ServerId server);

    /** Asks the guest to restart (ACPI); returns at once. */
    Outcome<Unit> requestReboot(ServerId server);

    /** Pulls the plug: the domain is off when this returns. Done as well when it was off or does not exist. */
    Outcome<Unit> powerOff(ServerId server);

    /** Forgets a domain that is off, and its console log. Done as well when there is none; one that runs is refused. */
    Outcome<Unit> undefine(ServerId server);

    /**
     * Waits until the domain is off, however that came; {@code false} after {@code atMost}. A host that cannot be reached
     * meanwhile ends the wait only then, with its failure.
     */
    Outcome<Boolean> awaitOff(ServerId server, Duration atMost);

    /**
     * Adds a device (virDomainAttachDeviceFlags). With both scopes libvirt changes both or neither; what QEMU itself
     * added before it failed (a controller that libvirt invented) is for the caller to look for.
     */
    Outcome<Unit> attachDevice(ServerId server, String deviceXml, Set<Scope> scopes);

    /**
     * Removes the device with this user alias and waits until it is gone: for {@link Scope#LIVE} until libvirt's
     * device-removed event came and the live XML no longer shows it, or {@code atMost} has passed, or libvirt said
     * that the guest refused. For {@link Scope#PERSISTENT} it is gone at once. An alias that is not there counts as
     * gone. A refusal, as of a controller that still carries a disk, changes nothing in either scope. Asked again for a
     * device that is leaving, it goes on waiting. A host that cannot be reached while waiting ends the wait only after
     * {@code atMost}, with its failure.
     */
    Outcome<DetachResult> detachDevice(ServerId server, String alias, Set<Scope> scopes, Duration atMost);

    /**
     * Tells a running domain that the LUN behind a disk has grown to {@code size} (virDomainBlockResize), and the guest that
     * its capacity has changed. QEMU reads the LUN's size again and goes by that: a size beyond it is refused. Done as
     * well when the domain is off or has no disk of this alias.
     */
    Outcome<Unit> resizeDisk(ServerId server, String alias, ByteCount size);

    /** How large QEMU takes a disk to be (virDomainGetBlockInfo); empty when the domain is off or has none of this alias. */
    Outcome<Optional<ByteCount>> diskSize(ServerId server, String alias);

    /**
     * Keeps the secret with which disks log in by {@code <auth>}, instead of the one of that usage before (a libvirt
     * secret of type iscsi, {@code ephemeral} and {@code private}: in the memory of libvirtd alone, and read back by
     * nobody). It is gone when libvirtd ends; who runs already does not need it again.
     *
     * @param usage begins with {@code lunette:}
     */
    Outcome<Unit> keepSecret(String usage, ChapSecret secret);

    /** Removes a secret of {@link #keepSecret}. Done as well when there is none. */
    Outcome<Unit> forgetSecret(String usage);

    /** The usages of the secrets of Lunette's that the host has now, sorted. */
    Outcome<List<String>> secrets();

    /** The host's Fibre Channel ports; none where it has no such HBA. */
    FibreChannel fibreChannel();

    /**
     * Adds an iothread of this number to a domain (virDomainAddIOThread), in each scope that lacks it; done as well
     * where it is there already. Fails in both scopes or in none.
     */
    Outcome<Unit> addIoThread(ServerId server, int number, Set<Scope> scopes);

    /**
     * Removes an iothread (virDomainDelIOThread) from the scopes that have it. One that a device of that scope uses
     * stays there, and the answer is {@code STILL_THERE}.
     */
    Outcome<DetachResult> removeIoThread(ServerId server, int number, Set<Scope> scopes);

    /**
     * The last {@code lines} of the serial console's log, or all that is kept (at most 1 MiB). Empty when the server
     * never ran. Stays readable after the server is off, until it is undefined.
     */
    Outcome<String> console(ServerId server, Optional<Integer> lines);

    /**
     * Makes a disk in Lunette's pool on the host from {@code content} (virStorageVolUpload), at least {@code capacityBytes}
     * large. A disk of that name is replaced. What was made is removed again on failure; content that ends too soon or
     * cannot be read is one. Takes as long as the copy takes: patience counts from the last byte that moved.
     *
     * @return the path of the disk on that host, for {@code <source file=...>}
     */
    Outcome<String> importDisk(
            String diskName, DiskFormat format, long capacityBytes, long contentBytes, InputStream content);

    /** Removes a disk of {@link #importDisk}. Done as well when there is none. */
    Outcome<Unit> removeDisk(String diskName);

    /**
     * Tells {@code watcher} from now on, and until this is closed, what happens on the host. Returns at once. Watching
     * keeps the host connected: a connection that breaks is made anew without anybody's call.
     */
    void watch(Watcher watcher);

    @Override
    void close();

    /**
     * Who wants to know when it is worth looking. Told in a background thread, one thing at a time, which may take its
     * time and call the host; what came several times meanwhile is told once. These are hints, and no more: the state to go
     * by is the one that {@link #find} shows then.
     */
    interface Watcher {
        /**
         * The domain of this server was defined, started, paused, stopped, or undefined, or its QEMU died (libvirt's
         * lifecycle events). The server need not be Lunette's, and this may be the echo of one's own call.
         */
        void changed(ServerId server);

        /**
         * The host is connected to: told once when watching began, and again each time the connection was made anew.
         * What happened before was not told, so everything must be looked at.
         */
        void connected();
    }

    /** What one of two hosts has of a domain that was to move from one to the other. */
    enum Standing {
        ABSENT,
        /** A definition, and nothing that runs. */
        OFF,
        /** It is being sent away just now. */
        LEAVING,
        /** Stopped by a migration: not yet here, or not yet gone. The guest does not run here. */
        IN_TRANSIT,
        /** Stopped by anything else. */
        PAUSED,
        RUNNING
    }

    /** What a change of devices reaches: the running guest, the definition its next start is made from. */
    enum Scope {
        LIVE,
        PERSISTENT;

        public static final Set<Scope> BOTH = Set.of(LIVE, PERSISTENT);
    }

    enum DetachResult {
        /** The device is gone, from every scope asked for. */
        GONE,
        /** The guest still has it; it may yet let go. The persistent definition no longer has it, if asked. */
        STILL_THERE
    }

    enum DiskFormat {
        RAW,
        QCOW2
    }
}
