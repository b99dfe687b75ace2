package io.lunette.port.contract;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor;
import java.time.Duration;
import java.util.Optional;

/** A hypervisor with what lies around it: paths to LUNs, domains of other people, the far end of consoles and disks. */
public interface HypervisorStage extends AutoCloseable {

    Hypervisor hypervisor();

    /** A path that works, to the first or second LUN of a target. */
    Connection.Network lun(int number);

    /** Lets the LUN on this path, of {@link #lun}, be so large from now on. */
    void resizeLun(Connection.Network path, ByteCount size);

    /** A path on which nobody answers. */
    Connection.Network deadPath();

    /** Whether an initiator of this name is logged in to the target of {@link #lun}. */
    boolean hasSession(Iqn initiator);

    /** Lets the target of {@link #lun} answer nobody for a while, and returns at once. */
    void stallTarget(Duration length);

    /** Defines and starts a domain past the port, as another program on the host would. */
    void startForeign(String domainXml);

    boolean foreignRuns(ServerId uuid);

    void removeForeign(ServerId uuid);

    /** Ends the QEMU of a server that runs, as the kernel does when memory is short. */
    void crash(ServerId server);

    /** Cuts what connects the port to its host; nothing stands in the way of a new connection. */
    void breakConnection();

    /** Lets text appear on a server's serial console. */
    void printOnConsole(ServerId server, String text);

    /** What a domain's {@code <os>} needs for a guest to boot; empty where no guest is at hand. */
    Optional<String> guest();

    /** Returns when the guest of a server that was started is up. */
    void awaitGuest(ServerId server);

    /** The first bytes of a disk in the pool, at most {@code length}; empty where there is none at that path. */
    Optional<byte[]> readDisk(String path, int length);

    /** How large a guest finds the disk at that path. */
    long diskCapacity(String path);

    /** A qcow2 file with a virtual size of 1 MiB. */
    byte[] qcow2OfOneMebibyte();

    @Override
    void close();
}
