package io.lunette.usecase.recover;

import io.lunette.failure.Parsed;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A volume's row, and what its server's domain cannot say of its attachments, as texts to be kept beside the LUN. What is
 * done with the volume (its status, a fault) is not in it.
 *
 * @param volume as it would be when no server had it
 * @param attachments by the server
 * @param isLocked its array asks for a CHAP account, which was lost
 */
record VolumeLabel(Volume volume, Map<ServerId, KeptAttachment> attachments, boolean isLocked) {
    private static final String OWN = "meta.";
    private static final String OF_IMAGE = "image.";
    private static final String ATTACHMENT = "attachment.";

    VolumeLabel {
        attachments = Map.copyOf(attachments);
    }

    VolumeLabel locked() {
        return new VolumeLabel(volume, attachments, true);
    }

    /** The texts for a volume that has a LUN. */
    static Map<String, String> write(Volume volume, List<Attachment> attachments) {
        Map<String, String> texts = new HashMap<>();
        texts.put("name", volume.name());
        texts.put("description", volume.description());
        texts.put("project", volume.project().text());
        texts.put("user", volume.user().text());
        texts.put("size-gib", Long.toString(volume.sizeGiB()));
        texts.put("bootable", Boolean.toString(volume.bootable()));
        texts.put("multiattach", Boolean.toString(volume.multiattach()));
        texts.put("type", volume.volumeType());
        texts.put("created", volume.created().toString());
        volume.sourceImage().ifPresent(image -> texts.put("source-image", image.toString()));
        volume.metadata().forEach((key, value) -> texts.put(OWN + key, value));
        volume.imageMetadata().forEach((key, value) -> texts.put(OF_IMAGE + key, value));
        write(texts, volume.lun().orElseThrow());
        attachments.stream()
                .filter(attachment -> attachment.status() != AttachmentStatus.ATTACHING)
                .forEach(attachment -> write(texts, attachment));
        return texts;
    }

    private static void write(Map<String, String> texts, Lun lun) {
        lun.address().ifPresent(address -> {
            texts.put("lun.target", address.target().text());
            texts.put("lun.number", Integer.toString(address.number()));
            texts.put(
                    "lun.portals",
                    address.portals().stream().map(Portal::toString).collect(Collectors.joining(",")));
        });
        texts.put("lun.adopted", Boolean.toString(lun.adopted()));
        LunIdentity identity = lun.identity();
        texts.put("lun.vendor", identity.vendor());
        texts.put("lun.product", identity.product());
        texts.put("lun.revision", identity.revision());
        texts.put("lun.serial", identity.serial());
        texts.put("lun.wwid", identity.wwid().toString());
        texts.put("lun.bytes", Long.toString(identity.size().bytes()));
        texts.put("lun.block-bytes", Integer.toString(identity.blockBytes()));
    }

    private static void write(Map<String, String> texts, Attachment attachment) {
        String prefix = ATTACHMENT + attachment.server() + ".";
        KeptAttachment kept = KeptAttachment.of(attachment);
        texts.put(prefix + "id", kept.id().toString());
        texts.put(prefix + "generation", Long.toString(kept.generation()));
        kept.tag().ifPresent(tag -> texts.put(prefix + "tag", tag));
        texts.put(prefix + "delete-on-termination", Boolean.toString(kept.deleteOnTermination()));
        texts.put(prefix + "created", kept.created().toString());
    }

    static Parsed<VolumeLabel> read(VolumeId id, Map<String, String> texts) {
        if (texts.isEmpty()) {
            return Parsed.invalid("its LUN has no label");
        }
        try {
            return Parsed.valid(new Reading(texts).label(id));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            return Parsed.invalid("its LUN's label cannot be read: " + damaged.getMessage());
        }
    }

    /** Reads the texts; what is wrong with them is thrown. */
    private record Reading(Map<String, String> texts) {

        VolumeLabel label(VolumeId id) {
            Instant created = Instant.parse(text("created"));
            Volume volume = new Volume(
                    id,
                    0,
                    text("name"),
                    text("description"),
                    new ProjectId(text("project")),
                    new UserId(text("user")),
                    Long.parseLong(text("size-gib")),
                    VolumeStatus.AVAILABLE,
                    Boolean.parseBoolean(text("bootable")),
                    Boolean.parseBoolean(text("multiattach")),
                    text("type"),
                    under(OWN),
                    under(OF_IMAGE),
                    optional("source-image").map(image -> ImageId.parse(image).get()),
                    Optional.of(lun()),
                    Optional.empty(),
                    created,
                    created);
            return new VolumeLabel(volume, attachments(), false);
        }

        private Lun lun() {
            return new Lun(
                    optional("lun.target").map(this::address),
                    new LunIdentity(
                            text("lun.vendor"),
                            text("lun.product"),
                            text("lun.revision"),
                            text("lun.serial"),
                            Wwid.parse(text("lun.wwid")).get(),
                            new ByteCount(Long.parseLong(text("lun.bytes"))),
                            Integer.parseInt(text("lun.block-bytes"))),
                    // Labels of before there were adopted LUNs do not say it.
                    optional("lun.adopted").map(Boolean::parseBoolean).orElse(false));
        }

        private LunAddress address(String target) {
            List<Portal> portals = Arrays.stream(text("lun.portals").split(","))
                    .map(portal -> Portal.parse(portal).get())
                    .toList();
            return new LunAddress(portals, Iqn.parse(target).get(), Integer.parseInt(text("lun.number")));
        }

        private Map<ServerId, KeptAttachment> attachments() {
            Map<ServerId, KeptAttachment> kept = new HashMap<>();
            under(ATTACHMENT).keySet().stream()
                    .filter(key -> key.endsWith(".id"))
                    .map(key -> key.substring(0, key.length() - ".id".length()))
                    .forEach(server -> kept.put(ServerId.parse(server).get(), attachment(ATTACHMENT + server + ".")));
            return kept;
        }

        private KeptAttachment attachment(String prefix) {
            return new KeptAttachment(
                    AttachmentId.parse(text(prefix + "id")).get(),
                    Long.parseLong(text(prefix + "generation")),
                    optional(prefix + "tag"),
                    Boolean.parseBoolean(text(prefix + "delete-on-termination")),
                    Instant.parse(text(prefix + "created")));
        }

        private Map<String, String> under(String prefix) {
            return texts.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
        }

        private String text(String key) {
            return optional(key).orElseThrow(() -> new IllegalArgumentException("it has no '" + key + "'"));
        }

        private Optional<String> optional(String key) {
            return Optional.ofNullable(texts.get(key));
        }
    }
}
