package io.lunette.usecase.recover;

import static java.util.stream.Collectors.toMap;

import io.lunette.domainxml.VolumeDisk;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Connection;
import io.lunette.model.Lun;
import io.lunette.model.Server;
import io.lunette.model.VolumeId;
import io.lunette.port.Ids;
import io.lunette.usecase.recover.FindServers.FoundServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes attachments of the disks that domains have, and of what labels say of them. */
final class FindAttachments {
    private static final long FIRST = 1;

    private final Map<VolumeId, VolumeLabel> labels;
    private final Ids ids;

    FindAttachments(List<VolumeLabel> labels, Ids ids) {
        this.labels = labels.stream().collect(toMap(label -> label.volume().id(), label -> label));
        this.ids = ids;
    }

    /** By volume and generation, as the store wants them. */
    Found<Attachment> find(List<FoundServer> servers) {
        Found<Attachment> found = servers.stream()
                .flatMap(server -> server.disks().stream().map(disk -> of(server.server(), disk)))
                .reduce(Found.nothing(), Found::and);
        List<Attachment> ordered = found.items().stream()
                .sorted(Comparator.comparing((Attachment each) -> each.volume().toString())
                        .thenComparingLong(Attachment::generation))
                .toList();
        return new Found<>(ascending(ordered), found.left());
    }

    private Found<Attachment> of(Server server, VolumeDisk disk) {
        Optional<VolumeLabel> label = Optional.ofNullable(labels.get(disk.volume()));
        if (label.isEmpty()) {
            return left(server, disk, "its volume was not recovered");
        }
        Lun lun = label.get().volume().lun().orElseThrow();
        return leadsTo(lun, disk)
                ? Found.one(attachment(server, disk, label.get()))
                : left(server, disk, "its source is not the LUN of its volume");
    }

    private static boolean leadsTo(Lun lun, VolumeDisk disk) {
        return disk.connection()
                .filter(connection -> switch (connection) {
                    case Connection.Network network ->
                        lun.address()
                                .filter(at -> network.target().equals(at.target()) && network.lun() == at.number())
                                .isPresent();
                    // Its identity is read on its host, before each start and attach.
                    case Connection.Block block -> true;
                })
                .isPresent();
    }

    private static Found<Attachment> left(Server server, VolumeDisk disk, String why) {
        return Found.unreadable(List.of(new Left(
                "disk " + disk.target() + " of server " + server.id() + " (volume " + disk.volume() + ")",
                why,
                Optional.of(disk.volume()))));
    }

    private Attachment attachment(Server server, VolumeDisk disk, VolumeLabel label) {
        KeptAttachment kept = Optional.ofNullable(label.attachments().get(server.id()))
                .orElseGet(() -> new KeptAttachment(
                        new AttachmentId(ids.next()), FIRST, Optional.empty(), false, server.created()));
        return new Attachment(
                kept.id(),
                0,
                kept.generation(),
                server.id(),
                disk.volume(),
                AttachmentStatus.ATTACHED,
                disk.bootOrder().map(order -> order - 1),
                "/dev/" + disk.target(),
                disk.mode(),
                kept.tag(),
                kept.deleteOnTermination(),
                disk.address(),
                disk.connection(),
                kept.created());
    }

    /** Those that no label told have no generation of their own: each gets one above those before it. */
    private static List<Attachment> ascending(List<Attachment> ordered) {
        List<Attachment> ascending = new ArrayList<>();
        Map<VolumeId, Long> last = new HashMap<>();
        for (Attachment attachment : ordered) {
            long least = last.getOrDefault(attachment.volume(), FIRST - 1) + 1;
            long generation = Math.max(least, attachment.generation());
            ascending.add(attachment.withGeneration(generation));
            last.put(attachment.volume(), generation);
        }
        return ascending;
    }
}
