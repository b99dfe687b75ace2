package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Service;
import io.lunette.server.http.compute.CreateServerBody;
import io.lunette.server.http.compute.DevicePaths;
import io.lunette.server.http.compute.ServerNames;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.Work;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The body of {@code POST /plans}: one piece of work under its name. */
record WorkBody(RequestContext request) {
    private static final List<String> NAMES = List.of("attach", "detach", "boot", "start", "reboot", "delete");

    /** The work, and the name it was asked under. */
    record Named(String name, Work work) {}

    Outcome<Named> read(JsonFields body) {
        JsonFields plan = body.object("plan");
        body.refuseUnknown();
        List<String> asked = NAMES.stream().filter(plan::has).toList();
        plan.refuseUnknown();
        return body.outcome(() -> asked)
                .then(names -> names.size() == 1
                        ? work(names.getFirst(), plan.object(names.getFirst()))
                                .map(work -> new Named(names.getFirst(), work))
                        : Outcome.failed(new RequestFailure.InvalidField(
                                "plan",
                                "it names " + names.size() + " kinds of work",
                                "one of " + String.join(", ", NAMES))));
    }

    private Outcome<Work> work(String name, JsonFields fields) {
        return switch (name) {
            case "attach" -> attach(fields);
            case "detach" -> detach(fields);
            case "boot" -> boot(fields);
            case "start" -> ofServer(fields, Work.Start::new);
            case "reboot" -> ofServer(fields, Work.HardReboot::new);
            default -> ofServer(fields, Work.Delete::new);
        };
    }

    private static Outcome<Work> attach(JsonFields fields) {
        Field<ServerId> server = server(fields);
        Field<VolumeId> volume = volume(fields);
        Field<Optional<String>> device = fields.optionalParsed("device", DevicePaths::parse, DevicePaths.ALLOWED);
        Field<Optional<String>> tag = fields.optionalParsed("tag", ServerNames::parseTag, ServerNames.TAG_ALLOWED);
        Field<Optional<Boolean>> delete = fields.optionalBool("delete_on_termination");
        fields.refuseUnknown();
        return fields.outcome(() -> new Work.Attach(new AttachVolume.Request(
                server.get(),
                volume.get(),
                device.get(),
                tag.get(),
                delete.get().orElse(false))));
    }

    private static Outcome<Work> detach(JsonFields fields) {
        Field<ServerId> server = server(fields);
        Field<VolumeId> volume = volume(fields);
        fields.refuseUnknown();
        return fields.outcome(() -> new Work.Detach(server.get(), volume.get()));
    }

    /** What {@code POST /servers} takes, in the microversion that the request asks of Compute. */
    private Outcome<Work> boot(JsonFields fields) {
        return request.speaking(Service.COMPUTE)
                .then(compute -> new CreateServerBody(compute).read(fields))
                .map(wanted -> new Work.Boot(wanted.request(), wanted.max()));
    }

    private static Outcome<Work> ofServer(JsonFields fields, Function<ServerId, Work> work) {
        Field<ServerId> server = server(fields);
        fields.refuseUnknown();
        return fields.outcome(() -> work.apply(server.get()));
    }

    private static Field<ServerId> server(JsonFields fields) {
        return fields.parsed("server", ServerId::parse, "the UUID of a server");
    }

    private static Field<VolumeId> volume(JsonFields fields) {
        return fields.parsed("volume", VolumeId::parse, "the UUID of a volume");
    }
}
