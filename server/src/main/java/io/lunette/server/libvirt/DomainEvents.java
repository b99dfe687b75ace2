package io.lunette.server.libvirt;

import static io.lunette.server.libvirt.NativeLibvirt.EVENT_DEVICE_REMOVAL_FAILED;
import static io.lunette.server.libvirt.NativeLibvirt.EVENT_DEVICE_REMOVED;
import static io.lunette.server.libvirt.NativeLibvirt.EVENT_LIFECYCLE;
import static io.lunette.server.libvirt.NativeLibvirt.LIBVIRT;

import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor;
import io.lunette.port.Watchers;
import io.lunette.server.libvirt.NativeLibvirt.DeviceCallback;
import io.lunette.server.libvirt.NativeLibvirt.LifecycleCallback;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirDomainEventCallback;

/**
 * The events of a host's domains, turned into signals. The callbacks live as long as this does: libvirt may still call
 * one after its connection closed. They run in the event loop's thread, so they never call libvirt back over the wire.
 */
final class DomainEvents implements AutoCloseable {
    /** A device of a domain. */
    record Device(ServerId server, String alias) {}

    private final Signals<Device> devices = new Signals<>();
    private final Signals<ServerId> lifecycles = new Signals<>();
    private final Watchers watchers = new Watchers();
    private final Set<Device> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private final DeviceCallback removed = (connection, domain, alias, opaque) -> devices.signal(device(domain, alias));
    private final DeviceCallback removalFailed = (connection, domain, alias, opaque) -> {
        refused.add(device(domain, alias));
        devices.signal(device(domain, alias));
    };
    private final LifecycleCallback lifecycle = (connection, domain, event, detail, opaque) -> {
        ServerId server = NativeDomain.uuid(domain);
        lifecycles.signal(server);
        watchers.changed(server);
        return 0;
    };

    /** Lets a connection tell its events; those of before are lost. */
    void registerOn(HostConnection connection) throws LibvirtError {
        register(connection.pointer(), EVENT_DEVICE_REMOVED, removed);
        register(connection.pointer(), EVENT_DEVICE_REMOVAL_FAILED, removalFailed);
        register(connection.pointer(), EVENT_LIFECYCLE, lifecycle);
        connections.incrementAndGet();
        watchers.connected();
    }

    /** How many connections have told their events so far: between two of them events get lost. */
    int connections() {
        return connections.get();
    }

    void watch(Hypervisor.Watcher watcher) {
        watchers.add(watcher);
    }

    private static void register(ConnectionPointer connection, int event, VirDomainEventCallback callback)
            throws LibvirtError {
        LibvirtError.check(LIBVIRT.virConnectDomainEventRegisterAny(connection, null, event, callback, null, null));
    }

    private static Device device(DomainPointer domain, String alias) {
        return new Device(NativeDomain.uuid(domain), alias);
    }

    Signals<Device>.Waiter removalOf(Device device) {
        refused.remove(device);
        return devices.waiter(device);
    }

    /** Whether the guest said no since {@link #removalOf} was called. */
    boolean wasRefused(Device device) {
        return refused.contains(device);
    }

    Signals<ServerId>.Waiter lifecycleOf(ServerId server) {
        return lifecycles.waiter(server);
    }

    /** Tells nobody any more. */
    @Override
    public void close() {
        watchers.close();
    }
}
