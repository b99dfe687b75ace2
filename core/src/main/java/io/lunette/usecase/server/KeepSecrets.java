package io.lunette.usecase.server;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.failure.Failure;
import io.lunette.model.Attachment;
import io.lunette.model.ChapAccount;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that a host has the secrets of the disks of its servers, and no others of Lunette's: libvirtd forgets them when
 * it ends, and somebody may start a domain past Lunette. Leaves alone what the store does not know: it may be another
 * service's.
 */
record KeepSecrets(StateStore store) {
    private static final System.Logger LOG = System.getLogger(KeepSecrets.class.getName());

    /** Sets every secret, whatever the host has by that usage: for a host that was just met, after whatever happened. */
    void setAll(World world) {
        look(world, true);
    }

    /** Sets those that the host lacks. */
    void look(World world) {
        look(world, false);
    }

    private void look(World world, boolean all) {
        // Asked first: what comes while the store is read is in neither.
        world.hypervisor()
                .secrets()
                .ifDone(there -> compare(world, there, all))
                .ifFailed(failure -> LOG.log(Level.DEBUG, failure::sentence));
    }

    private void compare(World world, List<String> there, boolean all) {
        Map<String, ChapAccount> wanted = new HashMap<>();
        Set<ServerId> busy = new HashSet<>();
        for (Server server : store.servers().onHost(world.hypervisor().name())) {
            if (!ReconcileServer.isWorthALook(server) || server.task().isPresent()) {
                busy.add(server.id());
            }
            for (Attachment attachment : store.attachments().ofServer(server.id())) {
                account(world, server, attachment)
                        .ifPresent(account -> wanted.put(ChapLogin.usage(server.id(), attachment.volume()), account));
            }
        }
        wanted.forEach((usage, account) -> {
            if (all || !there.contains(usage)) {
                world.hypervisor().keepSecret(usage, account.secret()).ifFailed(KeepSecrets::warn);
            }
        });
        there.stream()
                .filter(usage -> !wanted.containsKey(usage) && isLeft(usage, busy))
                .forEach(usage -> world.hypervisor().forgetSecret(usage).ifFailed(KeepSecrets::warn));
    }

    private Optional<ChapAccount> account(World world, Server server, Attachment attachment) {
        return store.volumes()
                .find(attachment.volume())
                .flatMap(volume -> volume.lun())
                .flatMap(lun -> world.logins().inUse(attachment.volume(), lun, server.initiator()));
    }

    /** Whether it is of a server or volume that the store knows, and on which no work is under way. */
    private boolean isLeft(String usage, Set<ServerId> busy) {
        String[] ids = usage.substring(ChapLogin.PREFIX.length()).split(":", 2);
        if (ids.length < 2) {
            return false;
        }
        Optional<ServerId> server = ServerId.parse(ids[0]).toOptional();
        Optional<VolumeId> volume = VolumeId.parse(ids[1]).toOptional();
        // One that moves here is still another host's server.
        boolean comes = server.flatMap(store.servers()::find)
                .filter(row -> row.task().isPresent())
                .isPresent();
        return !comes
                && server.filter(busy::contains).isEmpty()
                && (server.flatMap(store.servers()::find).isPresent()
                        || volume.flatMap(store.volumes()::find).isPresent());
    }

    private static void warn(Failure failure) {
        LOG.log(Level.WARNING, failure.sentence());
    }
}
