package io.lunette.usecase.server;

import io.lunette.domainxml.DomainDevices;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.DefinitionCheck;
import io.lunette.plan.DomainView;
import io.lunette.plan.Held;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds where hosts and targets show something else than the store says, and that Lunette does not change by itself: a
 * user's own change may be meant, and what a store has forgotten may be in use. Looks, and does nothing.
 */
public final class FindDrift {
    private static final String OWN_ALIAS = "ua-";

    private final StateStore store;
    private final Journal journal;
    private final Hosts hosts;

    FindDrift(StateStore store, Journal journal, Hosts hosts) {
        this.store = store;
        this.journal = journal;
        this.hosts = hosts;
    }

    /**
     * One difference.
     *
     * @param what is different, in words
     * @param fix what a person can do about it
     */
    public record Drift(
            Optional<HostName> host, Optional<ServerId> server, Optional<VolumeId> volume, String what, String fix) {}

    /** For administrators. Servers on which work is under way are left out: they are not yet as they are to be. */
    public Outcome<List<Drift>> find(Caller caller) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("look for drift"));
        }
        List<Drift> found = new ArrayList<>();
        hosts.worlds().forEach(world -> onHost(world, found));
        atTargets(hosts.worlds().getFirst().luns(), found);
        return Outcome.done(found);
    }

    private void onHost(World world, List<Drift> found) {
        HostName host = world.hypervisor().name();
        world.hypervisor()
                .servers()
                .ifDone(domains -> domains(world, Set.copyOf(domains), found))
                .ifFailed(failure -> found.add(new Drift(
                        Optional.of(host),
                        Optional.empty(),
                        Optional.empty(),
                        "it cannot be asked: " + failure.sentence(),
                        failure.fix())));
    }

    private void domains(World world, Set<ServerId> domains, List<Drift> found) {
        HostName host = world.hypervisor().name();
        Set<ServerId> known = new HashSet<>();
        for (Server server : store.servers().onHost(host)) {
            known.add(server.id());
            if (journal.ofServer(server.id()).isEmpty() && server.task().isEmpty()) {
                world.hypervisor().find(server.id()).ifDone(domain -> server(server, domain, found));
            }
        }
        domains.stream()
                .filter(domain -> !known.contains(domain))
                .flatMap(domain -> store.servers().find(domain).stream())
                .filter(server -> !server.host().equals(host)
                        && server.task().isEmpty()
                        && journal.ofServer(server.id()).isEmpty())
                .forEach(server -> found.add(new Drift(
                        Optional.of(host),
                        Optional.of(server.id()),
                        Optional.empty(),
                        "the host has a domain of a server that is on host " + server.host(),
                        "If it does not run: virsh undefine " + server.id() + " on " + host)));
        domains.stream()
                .filter(domain ->
                        !known.contains(domain) && store.servers().find(domain).isEmpty())
                .forEach(domain -> found.add(new Drift(
                        Optional.of(host),
                        Optional.of(domain),
                        Optional.empty(),
                        "the host has a domain of Lunette's that the store does not know",
                        "If its server was deleted: virsh undefine " + domain
                                + ". If the store is an old one: restore a newer backup, or lunette recover")));
    }

    private void server(Server server, Optional<DomainSnapshot> domain, List<Drift> found) {
        if (domain.isEmpty()) {
            if (server.status() != ServerStatus.ERROR) {
                found.add(of(
                        server,
                        "it has no domain: somebody undefined it",
                        "Delete the server and boot it again from its volumes"));
            }
            return;
        }
        DomainView view = DomainView.of(domain.get());
        List<Held> held = store.attachments().ofServer(server.id()).stream()
                .flatMap(attachment ->
                        store.volumes().find(attachment.volume()).stream().map(volume -> new Held(attachment, volume)))
                .toList();
        Set<String> told = new LinkedHashSet<>();
        Stream.concat(Stream.of(view.persistent()), view.live().stream()).forEach(devices -> {
            told.addAll(DefinitionCheck.problems(server, held, devices));
            told.addAll(foreign(devices));
        });
        told.forEach(what -> found.add(of(
                server,
                what,
                "If it is not meant: virsh edit " + server.id() + ", or openstack server reboot --hard " + server.id()
                        + " for what is wrong in what runs alone")));
    }

    /** What somebody added. */
    private static List<String> foreign(DomainDevices devices) {
        List<String> foreign = new ArrayList<>();
        devices.disks().stream()
                .filter(disk -> isForeign(disk.alias()))
                .forEach(disk -> foreign.add(
                        "disk " + disk.target() + " on " + disk.bus() + " is not Lunette's (" + disk.source() + ")"));
        devices.scsi().stream()
                .filter(controller -> isForeign(controller.alias()))
                .forEach(controller -> foreign.add("SCSI controller " + controller.index() + " of model '"
                        + controller.model() + "' is not Lunette's"));
        return foreign;
    }

    private static boolean isForeign(Optional<String> alias) {
        return alias.filter(name -> name.startsWith(OWN_ALIAS)).isEmpty();
    }

    private static Drift of(Server server, String what, String fix) {
        return new Drift(Optional.of(server.host()), Optional.of(server.id()), Optional.empty(), what, fix);
    }

    private void atTargets(LunSource source, List<Drift> found) {
        source.volumes().ifDone(luns -> {
            List<Volume> volumes = store.volumes().list(Optional.empty());
            Set<VolumeId> rows = volumes.stream().map(Volume::id).collect(Collectors.toSet());
            luns.stream()
                    .filter(lun -> !rows.contains(lun))
                    .forEach(lun -> found.add(of(
                            lun,
                            "there is a LUN of it, and the store does not know the volume",
                            "Its data is untouched: restore a newer backup, or lunette recover")));
            volumes.stream()
                    // Of an adopted LUN nothing is kept at the target, and its masks are its administrator's.
                    .filter(volume -> volume.lun().isPresent() && !volume.isAdopted())
                    .forEach(volume -> lun(source, volume, luns.contains(volume.id()), found));
        });
        source.renewals()
                .ifDone(renewals -> renewals.forEach(renewal -> found.add(new Drift(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "at " + renewal.at() + " the target was made again with " + renewal.luns()
                                + " LUNs in use: persistent reservations and registrations there are gone",
                        "Let cluster software register again: on each node, as after a reset of the array"))));
    }

    private void lun(LunSource source, Volume volume, boolean isThere, List<Drift> found) {
        if (!isThere) {
            found.add(of(volume.id(), "its LUN is not there", "Restore the LUN's file, or delete the volume"));
            return;
        }
        source.exposedTo(volume.id()).ifDone(seen -> {
            Set<Iqn> entitled = store.attachments().ofVolume(volume.id()).stream()
                    .map(Attachment::server)
                    .flatMap(server -> store.servers().find(server).stream())
                    .map(Server::initiator)
                    .collect(Collectors.toSet());
            seen.stream()
                    .filter(initiator -> !entitled.contains(initiator))
                    .forEach(initiator -> found.add(of(
                            volume.id(),
                            "its LUN lets in " + initiator + ", whose server does not have it",
                            "If nothing uses it: attach the volume there and detach it")));
        });
    }

    private static Drift of(VolumeId volume, String what, String fix) {
        return new Drift(Optional.empty(), Optional.empty(), Optional.of(volume), what, fix);
    }
}
