package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.lunette.domainxml.DomainSpec;
import io.lunette.model.ByteCount;
import io.lunette.model.ServerId;
import io.lunette.port.DomainSnapshot.OffReason;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.port.Hypervisor.Standing;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.virDomainBlockInfo;
import org.libvirt.jna.virDomainJobInfo;

/** A handle on a domain of a host; calls block. */
final class NativeDomain implements AutoCloseable {
    private static final int STATE_PAUSED = 3;
    private static final int STATE_OFF = 5;
    private static final int STATE_CRASHED = 6;
    private static final int STATE_SUSPENDED = 7;

    private static final int PAUSED_MIGRATION = 2;
    private static final int PAUSED_STARTING = 11;
    private static final int JOB_BOUNDED = 1;
    private static final int JOB_UNBOUNDED = 2;

    private static final int OFF_SHUTDOWN = 1;
    private static final int OFF_DESTROYED = 2;
    private static final int OFF_CRASHED = 3;
    private static final int OFF_FAILED = 6;
    private static final int OFF_DAEMON = 8;

    private final DomainPointer pointer;

    NativeDomain(DomainPointer pointer) {
        this.pointer = pointer;
    }

    /** Asks nothing of the host: the handle carries it. */
    static ServerId uuid(DomainPointer domain) {
        byte[] text = new byte[Libvirt.VIR_UUID_STRING_BUFLEN];
        LIBVIRT.virDomainGetUUIDString(domain, text);
        return ServerId.parse(new String(text, 0, text.length - 1, StandardCharsets.US_ASCII))
                .get();
    }

    ServerId uuid() {
        return uuid(pointer);
    }

    boolean isOurs() throws LibvirtError {
        CString mark = LIBVIRT.virDomainGetMetadata(pointer, NativeLibvirt.METADATA_ELEMENT, DomainSpec.NAMESPACE, 0);
        if (mark != null) {
            mark.free();
            return true;
        }
        LibvirtError error = LibvirtError.last();
        if (error.code() == LibvirtError.NO_DOMAIN_METADATA || error.code() == LibvirtError.NO_DOMAIN) {
            return false;
        }
        throw error;
    }

    /**
     * Replaces the mark, in the definition and in what runs.
     *
     * @param xml without prefixes and declarations: libvirt adds them
     */
    void mark(String xml) throws LibvirtError {
        int flags = NativeLibvirt.AFFECT_CONFIG | (isActive() ? NativeLibvirt.AFFECT_LIVE : 0);
        LibvirtError.check(LIBVIRT.virDomainSetMetadata(
                pointer, NativeLibvirt.METADATA_ELEMENT, xml, DomainMark.PREFIX, DomainSpec.NAMESPACE, flags));
    }

    /** What runs, or what would run next when nothing does. */
    String xml() throws LibvirtError {
        return xml(0);
    }

    /** What the next start is made from. */
    String persistentXml() throws LibvirtError {
        return xml(NativeLibvirt.XML_INACTIVE);
    }

    private String xml(int flags) throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virDomainGetXMLDesc(pointer, flags)).toString();
    }

    Power power() throws LibvirtError {
        IntByReference state = new IntByReference();
        LibvirtError.check(LIBVIRT.virDomainGetState(pointer, state, new IntByReference(), 0));
        return switch (state.getValue()) {
            case STATE_PAUSED, STATE_SUSPENDED -> Power.PAUSED;
            case STATE_OFF -> Power.OFF;
            case STATE_CRASHED -> Power.CRASHED;
            default -> Power.RUNNING;
        };
    }

    /** Why it is off; unknown too when it is not. */
    OffReason offReason() throws LibvirtError {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        LibvirtError.check(LIBVIRT.virDomainGetState(pointer, state, reason, 0));
        return state.getValue() == STATE_OFF ? offReason(reason.getValue()) : OffReason.UNKNOWN;
    }

    /** By virDomainShutoffReason. */
    private static OffReason offReason(int reason) {
        return switch (reason) {
            case OFF_SHUTDOWN -> OffReason.SHUTDOWN;
            case OFF_DESTROYED -> OffReason.DESTROYED;
            // DAEMON: libvirtd came up again, could not speak to QEMU, and killed it.
            case OFF_CRASHED, OFF_DAEMON -> OffReason.CRASHED;
            case OFF_FAILED -> OffReason.FAILED_TO_START;
            default -> OffReason.UNKNOWN;
        };
    }

    boolean isActive() throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virDomainIsActive(pointer)) == 1;
    }

    void start(boolean paused) throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainCreateWithFlags(pointer, paused ? NativeLibvirt.START_PAUSED : 0));
    }

    void suspend() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainSuspend(pointer));
    }

    void resume() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainResume(pointer));
    }

    void shutdown() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainShutdown(pointer));
    }

    void reboot() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainReboot(pointer, 0));
    }

    /** What runs, as another host can take it. */
    String migratableXml() throws LibvirtError {
        return xml(NativeLibvirt.XML_MIGRATABLE);
    }

    /**
     * Moves it, with its definition; blocks until it is there.
     *
     * @param liveXml what the target starts
     * @param persistentXml what it defines
     */
    void migrate(HostConnection target, String liveXml, String persistentXml, int flags) throws LibvirtError {
        PointerByReference parameters = new PointerByReference();
        IntByReference count = new IntByReference();
        IntByReference room = new IntByReference();
        try {
            LibvirtError.check(LIBVIRT.virTypedParamsAddString(parameters, count, room, "destination_xml", liveXml));
            LibvirtError.check(
                    LIBVIRT.virTypedParamsAddString(parameters, count, room, "persistent_xml", persistentXml));
            DomainPointer moved = LibvirtError.check(LIBVIRT.virDomainMigrate3(
                    pointer, target.pointer(), parameters.getValue(), count.getValue(), flags));
            LIBVIRT.virDomainFree(moved);
        } finally {
            LIBVIRT.virTypedParamsFree(parameters.getValue(), count.getValue());
        }
    }

    /** How much a job has sent so far, and for how long; empty when none is under way that sends. */
    OptionalLong sent() throws LibvirtError {
        virDomainJobInfo job = new virDomainJobInfo();
        if (LIBVIRT.virDomainGetJobInfo(pointer, job) < 0) {
            LibvirtError error = LibvirtError.last();
            // Whoever receives is not told.
            if (error.code() == LibvirtError.OPERATION_INVALID) {
                return OptionalLong.empty();
            }
            throw error;
        }
        return job.type == JOB_BOUNDED || job.type == JOB_UNBOUNDED
                ? OptionalLong.of(job.dataProcessed)
                : OptionalLong.empty();
    }

    /** Done as well when there is no job. */
    void abortJob() throws LibvirtError {
        if (LIBVIRT.virDomainAbortJob(pointer) < 0) {
            LibvirtError error = LibvirtError.last();
            if (error.code() != LibvirtError.OPERATION_INVALID) {
                throw error;
            }
        }
    }

    Standing standing() throws LibvirtError {
        if (sent().isPresent()) {
            return Standing.LEAVING;
        }
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        LibvirtError.check(LIBVIRT.virDomainGetState(pointer, state, reason, 0));
        return switch (state.getValue()) {
            case STATE_OFF -> Standing.OFF;
            case STATE_PAUSED, STATE_SUSPENDED, STATE_CRASHED ->
                state.getValue() == STATE_PAUSED
                                && (reason.getValue() == PAUSED_MIGRATION || reason.getValue() == PAUSED_STARTING)
                        ? Standing.IN_TRANSIT
                        : Standing.PAUSED;
            default -> Standing.RUNNING;
        };
    }

    void destroy() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainDestroy(pointer));
    }

    void undefine() throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainUndefineFlags(pointer, NativeLibvirt.UNDEFINE_ALL));
    }

    void attach(String deviceXml, Set<Scope> scopes) throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainAttachDeviceFlags(pointer, deviceXml, flags(scopes)));
    }

    /** Returns as soon as the guest was asked. */
    void requestDetach(String alias, Set<Scope> scopes) throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainDetachDeviceAlias(pointer, alias, flags(scopes)));
    }

    /**
     * Lets QEMU look at the size of a disk anew.
     *
     * @param target the disk's name in the domain: sda */
    void resize(String target, ByteCount size) throws LibvirtError {
        LibvirtError.check(
                LIBVIRT.virDomainBlockResize(pointer, target, size.bytes(), NativeLibvirt.BLOCK_RESIZE_BYTES));
    }

    ByteCount diskSize(String target) throws LibvirtError {
        virDomainBlockInfo info = new virDomainBlockInfo();
        LibvirtError.check(LIBVIRT.virDomainGetBlockInfo(pointer, target, info, 0));
        return new ByteCount(info.capacity);
    }

    void addIoThread(int number, Set<Scope> scopes) throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainAddIOThread(pointer, number, flags(scopes)));
    }

    void removeIoThread(int number, Set<Scope> scopes) throws LibvirtError {
        LibvirtError.check(LIBVIRT.virDomainDelIOThread(pointer, number, flags(scopes)));
    }

    private static int flags(Set<Scope> scopes) {
        return (scopes.contains(Scope.LIVE) ? NativeLibvirt.AFFECT_LIVE : 0)
                | (scopes.contains(Scope.PERSISTENT) ? NativeLibvirt.AFFECT_CONFIG : 0);
    }

    @Override
    public void close() {
        LIBVIRT.virDomainFree(pointer);
    }
}
