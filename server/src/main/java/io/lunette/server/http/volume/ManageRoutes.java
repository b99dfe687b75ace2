package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.ChapAccount;
import io.lunette.model.LunAddress;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.ChapFields;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.volume.AdoptLunRequest;
import io.lunette.usecase.volume.DiscoverLuns.Discovered;
import io.lunette.usecase.volume.ShownVolume;
import io.lunette.usecase.volume.VolumeUseCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code /manageable_volumes} (3.8) and {@code /os-volume-manage}, its older name which clients of every version still post
 * to: LUNs of arrays, listed and adopted. A LUN's {@code source-name} is its {@link LunAddress}, and beside it in
 * {@code ref} may be {@code chap}, with {@code user} and {@code password}.
 */
final class ManageRoutes implements Api {
    private static final Set<String> HOSTS = Set.of("lunette", Backend.HOST, Backend.POOL);

    private final VolumeUseCases volumes;

    ManageRoutes(VolumeUseCases volumes) {
        this.volumes = volumes;
    }

    @Override
    public Service service() {
        return Service.VOLUME;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-volume-manage", request -> list(request, false)),
                Route.get("/os-volume-manage/detail", request -> list(request, true)),
                Route.post("/os-volume-manage", this::manage),
                Route.get("/manageable_volumes", request -> list(request, false))
                        .since(3, 8),
                Route.get("/manageable_volumes/detail", request -> list(request, true))
                        .since(3, 8),
                Route.post("/manageable_volumes", this::manage).since(3, 8));
    }

    private Outcome<Response> list(RequestContext request, boolean detailed) {
        return volumes.discover()
                .everywhere(request.caller())
                .map(all -> all.stream().filter(each -> each.lun().isPresent()).toList())
                .then(luns -> Page.of(request, luns, ManageRoutes::name)
                        .map(page -> Response.ok(out -> out.array(
                                "manageable-volumes",
                                page.items(),
                                lun -> out.object(() -> write(out, lun, detailed))))));
    }

    private static String name(Discovered lun) {
        return lun.address().map(LunAddress::toString).orElseThrow();
    }

    private static void write(JsonWriter out, Discovered lun, boolean detailed) {
        long size = lun.lun()
                .flatMap(found -> found.size())
                .map(bytes -> bytes.ceilGiB())
                .orElse(0L);
        out.object("reference", () -> out.put("source-name", name(lun)))
                .put("size", size)
                .put("safe_to_manage", lun.refusal().isEmpty());
        if (detailed) {
            out.put("reason_not_safe", lun.refusal())
                    .put("cinder_id", lun.volume().map(VolumeId::toString))
                    .put("extra_info", lun.lun().flatMap(found -> found.wwid()).map(Object::toString));
        }
    }

    private Outcome<Response> manage(RequestContext request) {
        return request.json()
                .then(ManageRoutes::wanted)
                .then(wanted -> volumes.adopt().adopt(request.caller(), wanted))
                .map(volume -> shown(request, volume));
    }

    private static Outcome<AdoptLunRequest> wanted(JsonFields body) {
        JsonFields volume = body.object("volume");
        body.refuseUnknown();
        host(volume);
        JsonFields ref = volume.object("ref");
        Field<LunAddress> lun = ref.parsed("source-name", LunAddress::parse, "iscsi://PORTAL[,PORTAL...]/IQN/LUN");
        Supplier<Optional<ChapAccount>> chap = ChapFields.optional(ref);
        ref.refuseUnknown();
        Field<Optional<String>> name = volume.optionalText("name", VolumeBodies.LONGEST_TEXT);
        Field<Optional<String>> description = volume.optionalText("description", VolumeBodies.LONGEST_TEXT);
        Field<Optional<String>> type = volume.optionalText("volume_type", VolumeBodies.LONGEST_TEXT);
        Field<Optional<Boolean>> bootable = volume.optionalBool("bootable");
        Field<Map<String, String>> metadata =
                volume.texts("metadata", VolumeBodies.LONGEST_TEXT, VolumeBodies.LONGEST_TEXT);
        VolumeBodies.refuseOtherZones(volume);
        volume.refuseUnknown();
        return body.outcome(() -> new AdoptLunRequest(
                lun.get(),
                name.get().orElse("").strip(),
                description.get().orElse("").strip(),
                type.get().filter(text -> !text.isEmpty()),
                bootable.get().orElse(false),
                metadata.get(),
                Optional.empty(),
                chap.get()));
    }

    private static void host(JsonFields volume) {
        volume.parsed(
                "host",
                host -> HOSTS.contains(host) ? Parsed.valid(host) : Parsed.invalid("there is no such host"),
                Backend.POOL);
    }

    private static Response shown(RequestContext request, Volume volume) {
        ShownVolume shown = new ShownVolume(volume, List.of(), Map.of());
        return Response.json(202, out -> out.object("volume", () -> new VolumeView(request, out).detail(shown)));
    }
}
