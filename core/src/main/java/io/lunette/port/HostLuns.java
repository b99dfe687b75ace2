package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.HostLun;
import io.lunette.model.Wwid;
import java.util.List;

/**
 * The LUNs that a host's own kernel has, as block devices. They are known by WWID: every other name is that host's alone,
 * and may mean another LUN tomorrow. Each method may be called from any thread, and ends as {@link Hypervisor}'s do.
 */
public interface HostLuns {

    /**
     * The LUNs that the host knows of, by WWID. As it remembers them: what is behind a name now, only {@link #identify} says.
     * One that servers could not be given is among them, with the reason.
     */
    Outcome<List<HostLun>> list();

    /**
     * The LUN of this WWID. Where the host does not know of it, it looks for new LUNs at all of its adapters first.
     * {@code StorageFailure.NotOnHost} where there is none even then, {@code StorageFailure.Unusable} where there is one that
     * servers cannot be given.
     */
    Outcome<HostLun> find(Wwid wwid);

    /**
     * Asks the LUN of this WWID who it is, on every path that the host has to it. What the host remembers does not count:
     * {@code StorageFailure.PathsChanged} where another LUN answers on one of them. Fails as {@link #find} does, and with
     * {@code StorageFailure.Unusable} where somebody on the host holds the device.
     */
    Outcome<HostLun> identify(Wwid wwid);
}
