package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostAdapter;
import io.lunette.model.Server;
import io.lunette.model.VirtualAdapter;
import io.lunette.port.FibreChannel;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that servers have the vHBAs that they are to have: a host forgets them when it reboots. Those that the store
 * does not know are left alone: they may be somebody else's. To be called in the server's turn.
 */
record KeepAdapters(StateStore store) {
    private static final System.Logger LOG = System.getLogger(KeepAdapters.class.getName());

    /** Makes the server's vHBA anew where it is gone; failures are for the log, and the next look. */
    void look(World world, Server server) {
        ensure(world, server).ifFailed(KeepAdapters::warn);
    }

    /** Done as well where the server is to have none. */
    Outcome<Unit> ensure(World world, Server server) {
        Optional<VirtualAdapter> wanted = store.virtualAdapters()
                .findByServer(server.id())
                .filter(adapter -> adapter.host().equals(server.host()));
        return wanted.isEmpty() ? Outcome.done() : ensure(world.hypervisor().fibreChannel(), wanted.get());
    }

    private static Outcome<Unit> ensure(FibreChannel ports, VirtualAdapter wanted) {
        return ports.adapters()
                .then(there -> has(there, wanted)
                        ? Outcome.done()
                        : ports.create(wanted.wwnn(), wanted.wwpn(), wanted.parent())
                                .map(made -> Unit.UNIT));
    }

    private static boolean has(List<HostAdapter> there, VirtualAdapter wanted) {
        return there.stream().anyMatch(adapter -> adapter.wwpn().equals(wanted.wwpn()));
    }

    /** Takes the vHBA from its host, for a server that is going; its row goes with the server's. */
    Outcome<Unit> drop(Hosts hosts, Server server) {
        return store.virtualAdapters()
                .findByServer(server.id())
                .map(adapter -> hosts.of(adapter.host())
                        .then(world -> world.hypervisor().fibreChannel().remove(adapter.wwpn())))
                .orElseGet(Outcome::done);
    }

    private static void warn(Failure failure) {
        LOG.log(Level.WARNING, failure.sentence());
    }
}
