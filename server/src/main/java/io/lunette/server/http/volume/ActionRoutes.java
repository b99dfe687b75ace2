package io.lunette.server.http.volume;

import static io.lunette.usecase.volume.ChangeMetadata.Kind.OF_IMAGE;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.ExtendAttached;
import io.lunette.usecase.volume.VolumeUseCases;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code POST /volumes/{id}/action}: the action is the name of the body's one field. */
final class ActionRoutes implements Api {
    private static final Map<String, VolumeStatus> STATUSES =
            Arrays.stream(VolumeStatus.values()).collect(Collectors.toMap(VolumeStatus::wire, Function.identity()));

    private final VolumeUseCases volumes;
    private final ExtendAttached extend;
    private final Map<String, Action> actions = new TreeMap<>();

    /** What an action does; {@code body} holds the field that names it. */
    private interface Action {
        Outcome<Response> run(RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments);
    }

    ActionRoutes(VolumeUseCases volumes, ExtendAttached extend) {
        this.volumes = volumes;
        this.extend = extend;
        actions.put("os-set_image_metadata", this::setImageMetadata);
        actions.put("os-unset_image_metadata", this::unsetImageMetadata);
        actions.put("os-show_image_metadata", this::showImageMetadata);
        actions.put("os-set_bootable", this::setBootable);
        actions.put("os-extend", this::extend);
        actions.put("os-reset_status", this::reset);
        actions.put("os-force_delete", this::forceDelete);
        actions.put("os-unmanage", this::unmanage);
        actions.put("os-update_readonly_flag", this::setReadOnly);
        for (String name : List.of(
                "os-attach",
                "os-detach",
                "os-force_detach",
                "os-reserve",
                "os-unreserve",
                "os-begin_detaching",
                "os-roll_detaching",
                "os-initialize_connection",
                "os-terminate_connection")) {
            actions.put(name, this::keepAttachment);
        }
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/volumes/{volume_id}/action", this::act));
    }

    private Outcome<Response> act(RequestContext request) {
        return VolumePaths.volume(request).then(id -> request.json().then(body -> act(request, id, body)));
    }

    private Outcome<Response> act(RequestContext request, VolumeId id, JsonFields body) {
        List<String> names = body.names();
        Action action = names.size() == 1 ? actions.get(names.getFirst()) : null;
        if (action == null) {
            return Outcome.failed(new RequestFailure.InvalidField(
                    "action",
                    "there is no such action: " + Shown.text(String.join(", ", names)),
                    "one of " + String.join(", ", actions.keySet())));
        }
        String name = names.getFirst();
        // Some clients send null where an action has no arguments.
        JsonFields arguments = body.isNull(name) ? body : body.object(name);
        return body.outcome(() -> arguments).then(read -> action.run(request, id, body, read));
    }

    private Outcome<Response> setImageMetadata(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<Map<String, String>> more = MetadataRoutes.pairs(arguments, "metadata");
        return body.outcome(more)
                .then(pairs -> volumes.metadata().add(request.caller(), volume, OF_IMAGE, pairs))
                .map(MetadataRoutes::metadata);
    }

    private Outcome<Response> unsetImageMetadata(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<String> key = arguments.text("key", 1, VolumeBodies.LONGEST_TEXT);
        return body.outcome(key)
                .then(known -> volumes.metadata().remove(request.caller(), volume, OF_IMAGE, known))
                .map(rest -> Response.empty(200));
    }

    private Outcome<Response> showImageMetadata(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        return volumes.show()
                .show(request.caller(), volume)
                .map(shown -> MetadataRoutes.metadata(shown.volume().imageMetadata()));
    }

    private Outcome<Response> setBootable(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<Boolean> bootable = arguments.bool("bootable");
        return body.outcome(bootable)
                .then(wanted -> volumes.bootable().set(request.caller(), volume, wanted))
                .map(changed -> Response.empty(200));
    }

    private Outcome<Response> extend(RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<Long> size = arguments.integer("new_size", 1, VolumeBodies.LARGEST_GIB);
        return body.outcome(size)
                .then(wanted -> extend.extend(request.caller(), volume, wanted, request.since(3, 42)))
                .map(changed -> Response.empty(202));
    }

    private Outcome<Response> reset(RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<VolumeStatus> status = arguments.choice("status", STATUSES);
        return body.outcome(status)
                .then(wanted -> volumes.reset().reset(request.caller(), volume, wanted))
                .map(changed -> Response.empty(202));
    }

    private Outcome<Response> forceDelete(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        return volumes.delete().force(request.caller(), volume).map(deleting -> Response.empty(202));
    }

    private Outcome<Response> unmanage(RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        return volumes.unmanage().unmanage(request.caller(), volume).map(gone -> Response.empty(202));
    }

    /** A LUN is always writable: libvirt and QEMU take no read-only one. Saying so of a writable one changes nothing. */
    private Outcome<Response> setReadOnly(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        Field<Boolean> readOnly = arguments.bool("readonly");
        return body.outcome(readOnly)
                .then(wanted -> volumes.show()
                        .show(request.caller(), volume)
                        .then(shown -> wanted
                                ? Outcome.failed(new RequestFailure.InvalidField(
                                        "readonly", "a LUN that is passed through cannot be read-only", "false"))
                                : Outcome.done(Response.empty(202))));
    }

    private Outcome<Response> keepAttachment(
            RequestContext request, VolumeId volume, JsonFields body, JsonFields arguments) {
        return volumes.keepAttachment().ofVolume(request.caller(), volume).map(never -> Response.empty(202));
    }
}
