package io.lunette.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.GuestFormat;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.BootWish.BlankDisk;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.port.DomainSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A golden case's {@code request.json}: what is asked of the planner. Keys: {@code verb} (boot, attach, detach, tidy),
 * {@code volume} (number, metadata, imageMetadata, multiattach, toBeMade), {@code format} and {@code MiB} of an empty disk, {@code image}, {@code imageProperties}, {@code bus},
 * {@code type}, {@code device}, {@code address}, {@code machine}, {@code disks}, {@code ioThread}, {@code queues}.
 */
record GoldenRequest(JsonNode json) {
    private static final ImageId IMAGE = new ImageId(new UUID(0x1a1a1a1a_0000_4000L, 0x8000_0000_0000_0001L));

    static GoldenRequest read(Path file) throws IOException {
        return new GoldenRequest(new ObjectMapper().readTree(file.toFile()));
    }

    Outcome<Plan> plan(Optional<DomainSnapshot> before) {
        return switch (text(json, "verb").orElseThrow()) {
            case "boot" -> boot();
            case "attach" -> attach(DomainView.of(before.orElseThrow()));
            case "detach" ->
                Outcome.done(DetachPlanner.plan(server(), volume(json), DomainView.of(before.orElseThrow())));
            case "tidy" -> Outcome.done(DetachPlanner.planTidy(server(), DomainView.of(before.orElseThrow())));
            case "migrate" -> migrate(DomainView.of(before.orElseThrow()));
            default -> throw new IllegalArgumentException("unknown verb in " + json);
        };
    }

    boolean running() {
        return json.path("running").asBoolean(true);
    }

    private Server server() {
        return Samples.server(1, json.has("image") ? Optional.of(IMAGE) : Optional.empty());
    }

    private Outcome<Plan> attach(DomainView domain) {
        return choice(json, Optional.of(volume(json)))
                .then(choice -> AttachPlanner.plan(
                        new AttachWish(server(), volume(json), choice, tuning(), text(json, "device"), address()),
                        domain))
                .map(AttachPlanner.Attach::plan);
    }

    /** {@code volumes} are what the store says that the server has; {@code ended} its registrations with the first of them. */
    private Outcome<Plan> migrate(DomainView domain) {
        List<Held> held = new ArrayList<>();
        json.path("volumes").forEach(each -> held.add(held(volume(each))));
        List<Step.EndRegistration> ended = new ArrayList<>();
        json.path("ended")
                .forEach(key -> ended.add(new Step.EndRegistration(
                        held.getFirst().volume().id(),
                        ReservationKey.parse(key.asText()).get())));
        return MigratePlanner.plan(
                server(), held, domain, new HostName(text(json, "target").orElseThrow()), ended);
    }

    private Held held(Volume volume) {
        return new Held(
                new Attachment(
                        new AttachmentId(new UUID(7, volume.id().hashCode())),
                        0,
                        1,
                        server().id(),
                        volume.id(),
                        AttachmentStatus.ATTACHED,
                        Optional.empty(),
                        "/dev/sda",
                        DeviceMode.LUN,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Samples.NOON),
                volume);
    }

    private Optional<ScsiAddress> address() {
        return text(json, "address").map(text -> {
            String[] parts = text.split(":", -1);
            return new ScsiAddress(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]));
        });
    }

    private Outcome<Plan> boot() {
        List<WishedDisk> disks = new ArrayList<>();
        for (JsonNode disk : json.path("disks")) {
            Outcome<WishedDisk> wished =
                    disk.has("volume") ? volumeDisk(disk) : disk.has("format") ? blankDisk(disk) : imageDisk(disk);
            if (wished instanceof Outcome.Failed<WishedDisk> failed) {
                return failed.as();
            }
            disks.add(wished.get());
        }
        String machine = text(json, "machine").orElse("pc-q35-7.2");
        return BootPlanner.plan(new BootWish(
                        server(),
                        Samples.traits(machine),
                        disks,
                        tuning(),
                        json.path("sparePciPorts").asInt(2)))
                .map(BootPlanner.Boot::plan);
    }

    /** How the host reaches a LUN: {@code reach} is {@code device}, or {@code chapUser} and {@code chapSecret}. */
    Preview.Reach reach() {
        JsonNode reach = json.path("reach");
        if (reach.has("device")) {
            return (volume, path, lun) -> new DiskLocation.Reached(
                    new Connection.Block(reach.get("device").asText()));
        }
        Optional<DiskLocation.ChapLogin> login = text(reach, "chapUser")
                .map(user -> new DiskLocation.ChapLogin(
                        user, text(reach, "chapSecret").orElseThrow()));
        return (volume, path, lun) -> new DiskLocation.Reached(path, login);
    }

    private ControllerTuning tuning() {
        return new ControllerTuning(
                json.path("ioThread").asBoolean(true), json.path("queues").asInt(1));
    }

    private Outcome<WishedDisk> volumeDisk(JsonNode disk) {
        Volume volume = volume(disk);
        return choice(disk, Optional.of(volume))
                .map(choice -> new VolumeDisk(
                        volume, choice, bootIndex(disk), text(disk, "device"), text(disk, "tag"), false));
    }

    private Outcome<WishedDisk> imageDisk(JsonNode disk) {
        return choice(disk, Optional.empty())
                .map(choice -> new ImageDisk(
                        IMAGE,
                        new DiskSource.OfImage(LifePlanner.rootDiskName(server()), DiskSource.OfImage.Format.RAW),
                        "raw",
                        ByteCount.ofMiB(64).bytes(),
                        choice,
                        bootIndex(disk),
                        text(disk, "device"),
                        Optional.empty()));
    }

    private Outcome<WishedDisk> blankDisk(JsonNode disk) {
        GuestFormat format = GuestFormat.parse(disk.get("format").asText()).get();
        boolean swap = format == GuestFormat.SWAP;
        return choice(disk, Optional.empty())
                .map(choice -> new BlankDisk(
                        new DiskSource.OfBlank(
                                swap ? LifePlanner.swapDiskName(server()) : LifePlanner.ephemeralDiskName(server(), 0),
                                swap ? DiskSource.OfImage.Format.RAW : DiskSource.OfImage.Format.QCOW2),
                        swap ? DiskSpec.SWAP_ALIAS : DiskSpec.ephemeralAlias(0),
                        format,
                        swap ? "swap" : "ephemeral0",
                        ByteCount.ofMiB(disk.get("MiB").asLong()).bytes(),
                        choice,
                        bootIndex(disk),
                        text(disk, "device"),
                        Optional.empty()));
    }

    private Outcome<DiskChoice> choice(JsonNode disk, Optional<Volume> volume) {
        Map<String, String> image = map(json.path("imageProperties"));
        return new DiskDecision(
                        "block_device_mapping_v2[0]",
                        volume.map(known -> "Volume " + known.id()).orElse("A disk on the host"),
                        text(disk, "bus").map(bus -> DiskBus.valueOf(bus.toUpperCase(Locale.ROOT))),
                        text(disk, "type").map(type -> DeviceType.valueOf(type.toUpperCase(Locale.ROOT))),
                        text(disk, "device"),
                        volume.map(known -> PropertySource.ofVolume(known, image))
                                .orElseGet(() -> PropertySource.ofNew(Optional.empty(), Map.of(), image)),
                        Samples.offer(text(json, "machine").orElse("pc-q35-7.2")))
                .decide();
    }

    private static Volume volume(JsonNode owner) {
        JsonNode volume = owner.path("volume");
        Volume plain = Samples.volume(
                volume.path("number").asInt(), map(volume.path("metadata")), map(volume.path("imageMetadata")));
        if (volume.path("toBeMade").asBoolean(false)) {
            return Samples.toBeMade(plain);
        }
        return volume.path("multiattach").asBoolean(false) ? Samples.multiattach(plain) : plain;
    }

    private static Optional<Integer> bootIndex(JsonNode disk) {
        return disk.has("bootIndex") ? Optional.of(disk.get("bootIndex").asInt()) : Optional.empty();
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static Optional<String> text(JsonNode object, String key) {
        return object.has(key) ? Optional.of(object.get(key).asText()) : Optional.empty();
    }
}
