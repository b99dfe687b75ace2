package io.lunette.usecase.recover;

import static java.util.stream.Collectors.toSet;

import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Flavor;
import io.lunette.model.Image;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.Hypervisor;
import io.lunette.port.Ids;
import io.lunette.port.KeptImages;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import io.lunette.run.TargetLogins;
import io.lunette.usecase.flavor.DefaultFlavors;
import io.lunette.usecase.recover.FindServers.FoundServer;
import io.lunette.usecase.volume.IdentifyLun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes the rows of a lost store of what hosts and targets tell. Domains and LUNs stay as they are: each LUN is looked at
 * under the controller's own name, and that is all. What only the store knew is lost: users and their passwords, the
 * names of projects, keys, operations, quotas.
 */
public final class Recover {
    private final List<Hypervisor> hosts;
    private final FindVolumes volumes;
    private final FindImages images;
    private final Ids ids;

    /** Of all hosts together: a volume that several servers have is one. */
    public Recover(
            List<Hypervisor> hosts,
            LunSource source,
            AdoptedLabels adopted,
            IdentifyLun identify,
            KeptImages images,
            Ids ids) {
        this.hosts = List.copyOf(hosts);
        this.volumes = new FindVolumes(source, adopted, identify);
        this.images = new FindImages(images, ids);
        this.ids = ids;
    }

    /** Reads and verifies; fails when a host or the target does not tell everything. */
    public Outcome<Recovered> find() {
        return servers()
                .then(servers ->
                        volumes.find().then(labels -> images.find().map(kept -> together(servers, labels, kept))));
    }

    private Outcome<Found<FoundServer>> servers() {
        Outcome<Found<FoundServer>> all = Outcome.done(Found.nothing());
        for (Hypervisor host : hosts) {
            all = all.then(before -> new FindServers(host).find().map(before::and));
        }
        return all.then(new MovingServers(hosts)::settle);
    }

    private Recovered together(Found<FoundServer> servers, Found<VolumeLabel> labels, List<Image> kept) {
        Found<Attachment> attachments = new FindAttachments(labels.items(), ids).find(servers.items());
        List<Left> left = Stream.of(servers.left(), labels.left(), attachments.left())
                .flatMap(List::stream)
                .toList();
        List<Server> rows = servers.items().stream().map(FoundServer::server).toList();
        return new Recovered(
                rows,
                labels.items().stream()
                        .map(label -> inStatus(label.volume(), attachments.items(), left))
                        .toList(),
                attachments.items(),
                kept,
                projects(rows, labels.items(), kept),
                flavors(rows),
                labels.items().stream()
                        .filter(VolumeLabel::isLocked)
                        .map(label -> label.volume().id())
                        .toList(),
                left);
    }

    /** A volume that a domain holds in a way that is not understood is not handed to anybody else. */
    private static Volume inStatus(Volume volume, List<Attachment> attachments, List<Left> left) {
        Optional<Left> held = left.stream()
                .filter(each -> each.held().equals(Optional.of(volume.id())))
                .findFirst();
        if (held.isPresent()) {
            return volume.with(VolumeStatus.ERROR).withFault(held.map(Left::sentence));
        }
        Set<VolumeId> attached = attachments.stream().map(Attachment::volume).collect(toSet());
        return attached.contains(volume.id()) ? volume.with(VolumeStatus.IN_USE) : volume;
    }

    private static List<ProjectId> projects(List<Server> servers, List<VolumeLabel> labels, List<Image> images) {
        return Stream.of(
                        servers.stream().map(Server::project),
                        labels.stream().map(label -> label.volume().project()),
                        images.stream().map(Image::project))
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    private static List<Flavor> flavors(List<Server> servers) {
        List<Flavor> flavors = new ArrayList<>();
        servers.stream()
                .map(Server::flavor)
                .filter(flavor -> flavors.stream().noneMatch(other -> clash(flavor, other)))
                .forEach(flavors::add);
        return flavors;
    }

    private static boolean clash(Flavor one, Flavor other) {
        return one.id().equals(other.id()) || one.name().equals(other.name());
    }

    /**
     * Writes all of it to an empty store, or nothing, with new CHAP accounts for who has managed volumes.
     *
     * @param logins of that store
     */
    public static void write(Recovered recovered, StateStore store, TargetLogins logins) {
        store.atomically(() -> {
            recovered.projects().forEach(id -> store.identities().insertProject(project(id)));
            new DefaultFlavors(store.flavors()).bootstrap();
            List<Flavor> defaults = store.flavors().list();
            recovered.flavors().stream()
                    .filter(flavor -> defaults.stream().noneMatch(other -> clash(flavor, other)))
                    .forEach(store.flavors()::insert);
            recovered.images().forEach(store.images()::insert);
            recovered.servers().forEach(store.servers()::insert);
            recovered.volumes().forEach(store.volumes()::insert);
            recovered.attachments().forEach(attachment -> {
                store.attachments().insert(attachment);
                issue(attachment, store, logins);
            });
            return true;
        });
    }

    private static void issue(Attachment attachment, StateStore store, TargetLogins logins) {
        store.volumes()
                .find(attachment.volume())
                .flatMap(Volume::lun)
                .ifPresent(lun -> store.servers()
                        .find(attachment.server())
                        .ifPresent(server -> logins.issue(attachment.volume(), lun, server.initiator())));
    }

    private static Project project(ProjectId id) {
        return new Project(id, "recovered-" + id, "Its name was lost with the store", true);
    }
}
