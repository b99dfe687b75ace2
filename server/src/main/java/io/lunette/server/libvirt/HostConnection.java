package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import io.lunette.model.ServerId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virNodeInfo;

/** An open connection to a host's libvirt, used for one call at a time. Calls block. */
final class HostConnection implements AutoCloseable {
    /** libvirt gives up on a host that answered nothing for this many intervals. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    private static final int KEEP_ALIVE_COUNT = 3;

    /** Beyond the schema's {@code genericName}. */
    private static final Pattern STRANGE_USER = Pattern.compile("<auth username=[\"'][^\"']*[^\"'a-zA-Z0-9_+-]");

    private final ConnectionPointer pointer;

    private HostConnection(ConnectionPointer pointer) {
        this.pointer = pointer;
    }

    static HostConnection open(URI uri) throws LibvirtError {
        EventLoop.ensureRunning();
        HostConnection connection = new HostConnection(LibvirtError.check(LIBVIRT.virConnectOpen(uri.toString())));
        // Refused where there is no wire, and then nothing needs to be kept alive.
        LIBVIRT.virConnectSetKeepAlive(connection.pointer, KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT);
        return connection;
    }

    /** Whether the connection still stands, as far as this side knows; asks nothing of the other. */
    boolean isAlive() {
        return LIBVIRT.virConnectIsAlive(pointer) == 1;
    }

    ConnectionPointer pointer() {
        return pointer;
    }

    /** Any domain of this UUID, whoever made it; the caller closes it. */
    Optional<NativeDomain> domain(ServerId server) throws LibvirtError {
        DomainPointer found = LIBVIRT.virDomainLookupByUUIDString(pointer, server.toString());
        if (found != null) {
            return Optional.of(new NativeDomain(found));
        }
        LibvirtError error = LibvirtError.last();
        if (error.code() == LibvirtError.NO_DOMAIN) {
            return Optional.empty();
        }
        throw error;
    }

    /** The domain of this UUID if Lunette made it; the caller closes it. */
    Optional<NativeDomain> ours(ServerId server) throws LibvirtError {
        Optional<NativeDomain> found = domain(server);
        if (found.isPresent() && !found.get().isOurs()) {
            found.get().close();
            return Optional.empty();
        }
        return found;
    }

    List<NativeDomain> domains() throws LibvirtError {
        DomainByReference list = new DomainByReference();
        int count = LibvirtError.check(LIBVIRT.virConnectListAllDomains(pointer, list, 0));
        Pointer array = list.getValue();
        List<NativeDomain> domains = new ArrayList<>();
        for (Pointer domain : array.getPointerArray(0, count)) {
            domains.add(new NativeDomain(new DomainPointer(domain)));
        }
        com.sun.jna.Native.free(Pointer.nativeValue(array));
        return domains;
    }

    /** The schema knows fewer CHAP user names than libvirt and arrays do, which call users by IQNs. */
    NativeDomain define(String domainXml) throws LibvirtError {
        int flags = STRANGE_USER.matcher(domainXml).find() ? 0 : NativeLibvirt.DEFINE_VALIDATE;
        return new NativeDomain(LibvirtError.check(LIBVIRT.virDomainDefineXMLFlags(pointer, domainXml, flags)));
    }

    /** Starts a domain that is gone with its run, and with this connection. */
    NativeDomain createPaused(String domainXml) throws LibvirtError {
        return new NativeDomain(LibvirtError.check(LIBVIRT.virDomainCreateXML(
                pointer, domainXml, NativeLibvirt.START_PAUSED | NativeLibvirt.START_AUTODESTROY)));
    }

    String hostname() throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virConnectGetHostname(pointer)).toString();
    }

    /** libvirt's version there, as {@code 9.0.0}. */
    String libvirtVersion() throws LibvirtError {
        LongByReference version = new LongByReference();
        LibvirtError.check(LIBVIRT.virConnectGetLibVersion(pointer, version));
        return version(version.getValue());
    }

    /** QEMU's version there, as {@code 7.2.22}. */
    String qemuVersion() throws LibvirtError {
        LongByReference version = new LongByReference();
        LibvirtError.check(LIBVIRT.virConnectGetVersion(pointer, version));
        return version(version.getValue());
    }

    private static String version(long number) {
        return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
    }

    virNodeInfo nodeInfo() throws LibvirtError {
        virNodeInfo info = new virNodeInfo();
        LibvirtError.check(LIBVIRT.virNodeGetInfo(pointer, info));
        return info;
    }

    /** The capabilities of the host itself. */
    String capabilities() throws LibvirtError {
        return LibvirtError.check(LIBVIRT.virConnectGetCapabilities(pointer)).toString();
    }

    /** The domain capabilities for the host's own architecture. */
    String domainCapabilities(@Nullable String machine, @Nullable String virtType) throws LibvirtError {
        CString xml = LIBVIRT.virConnectGetDomainCapabilities(pointer, null, null, machine, virtType, 0);
        return LibvirtError.check(xml).toString();
    }

    @Override
    public void close() {
        LIBVIRT.virConnectClose(pointer);
    }
}
