package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A server that random things happen to: volumes come and go by plan, it is stopped and started, and now and then
 * somebody changes its domain behind Lunette's back. Everything follows from the seed.
 */
final class RandomServer {
    private final Random random;
    private final Server server = Samples.server(1);
    private final List<Volume> attached = new ArrayList<>();
    private DomainSnapshot domain;
    private int nextVolume = 1;

    RandomServer(long seed) {
        this.random = new Random(seed);
        this.domain = begin();
    }

    DomainSnapshot domain() {
        return domain;
    }

    private DomainSnapshot begin() {
        String xml = Preview.after(
                        BootPlanner.plan(new BootWish(
                                        server,
                                        Samples.traits("pc-q35-7.2"),
                                        List.of(),
                                        Samples.TUNING,
                                        random.nextInt(24)))
                                .get()
                                .plan(),
                        new DomainSnapshot(Power.OFF, "", Optional.empty()))
                .persistentXml();
        for (int i = random.nextInt(4); i > 0; i--) {
            xml = foreign(xml);
        }
        return random.nextBoolean()
                ? new DomainSnapshot(Power.RUNNING, xml, Optional.of(xml))
                : new DomainSnapshot(Power.OFF, xml, Optional.empty());
    }

    /** What happened, for people who read a failing seed; and the plan, if one was made. */
    record Event(String what, Optional<Plan> plan, DomainSnapshot before) {}

    Event next() {
        DomainSnapshot before = domain;
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> attach(before);
            case 4, 5, 6 -> attached.isEmpty() ? attach(before) : detach(before);
            case 7 -> tidy(before);
            case 8 -> power(before);
            default -> interfere(before);
        };
    }

    private Event attach(DomainSnapshot before) {
        Volume volume = Samples.volume(nextVolume++, metadata(), Map.of());
        Optional<DiskBus> bus = random.nextInt(3) == 0 ? Optional.of(DiskBus.SCSI) : Optional.empty();
        Optional<DeviceType> type = random.nextInt(3) == 0 ? Optional.of(DeviceType.LUN) : Optional.empty();
        Outcome<Plan> plan = new DiskDecision(
                        bus, type, Optional.of(volume), Map.of(), Samples.MODELS, Samples.HOST.toString())
                .decide()
                .then(choice -> AttachPlanner.plan(
                        new AttachWish(server, volume, choice, Samples.TUNING, Optional.empty()),
                        DomainView.of(domain)))
                .map(AttachPlanner.Attach::plan);
        plan.ifDone(done -> {
            domain = Preview.after(done, domain);
            attached.add(volume);
        });
        return new Event(
                "attach " + volume.id() + " " + volume.metadata(),
                plan.isDone() ? Optional.of(plan.get()) : Optional.empty(),
                before);
    }

    private Map<String, String> metadata() {
        return switch (random.nextInt(6)) {
            case 0 -> Map.of();
            case 1 -> Map.of(Volume.SCSI_MODEL, "lsi");
            case 2 -> Map.of(Volume.SCSI_MODEL, "lsisas1068");
            default -> Map.of(Volume.SCSI_MODEL, "virtio-scsi");
        };
    }

    private Event detach(DomainSnapshot before) {
        Volume volume = attached.remove(random.nextInt(attached.size()));
        Plan plan = DetachPlanner.plan(server, volume, DomainView.of(domain));
        domain = Preview.after(plan, domain);
        return new Event("detach " + volume.id(), Optional.of(plan), before);
    }

    private Event tidy(DomainSnapshot before) {
        Plan plan = DetachPlanner.planTidy(server, DomainView.of(domain));
        domain = Preview.after(plan, domain);
        return new Event("tidy", Optional.of(plan), before);
    }

    private Event power(DomainSnapshot before) {
        domain = domain.liveXml().isPresent()
                ? new DomainSnapshot(Power.OFF, domain.persistentXml(), Optional.empty())
                : new DomainSnapshot(Power.RUNNING, domain.persistentXml(), Optional.of(domain.persistentXml()));
        return new Event("power " + domain.power(), Optional.empty(), before);
    }

    /** Somebody plugs in a controller by hand, in one scope or both; or the guest holds on to one that was to leave. */
    private Event interfere(DomainSnapshot before) {
        boolean persistent = random.nextBoolean();
        String changed = persistent ? foreign(domain.persistentXml()) : domain.persistentXml();
        Optional<String> live = random.nextBoolean() ? domain.liveXml().map(this::foreign) : domain.liveXml();
        domain = new DomainSnapshot(domain.power(), changed, live);
        return new Event("interference", Optional.empty(), before);
    }

    private String foreign(String xml) {
        DomainDevices devices = io.lunette.domainxml.DomainReader.read(xml);
        int index = random.nextInt(5);
        ScsiModel model = List.of(ScsiModel.LSILOGIC, ScsiModel.VIRTIO_SCSI, ScsiModel.LSISAS1068)
                .get(random.nextInt(3));
        return devices.controller(index).isPresent()
                ? xml
                : Xml.print(DomainEditor.attach(
                        Xml.parse(xml),
                        ControllerSpec.at(index, model)
                                .withAlias("ua-somebody-" + index)
                                .toXml()));
    }

    /** The XML as a tree without the white space between its elements. */
    static String normal(String xml) {
        return xml.isEmpty() ? "" : Xml.print(Xml.parse(xml.replaceAll(">\\s+<", "><")));
    }
}
