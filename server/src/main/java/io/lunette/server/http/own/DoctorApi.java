package io.lunette.server.http.own;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.Shown;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.doctor.Examination;
import io.lunette.usecase.doctor.ExamineHosts;
import io.lunette.usecase.doctor.Finding;
import io.lunette.usecase.doctor.Finding.Level;
import io.lunette.usecase.doctor.HostReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code GET /v1/doctor} looks at all hosts, {@code GET /v1/hosts/{host}/doctor} at one: what stands in the way of LUNs
 * there, for administrators and their monitoring. Answers within some 6 s, whatever hosts do.
 */
public final class DoctorApi implements Api {
    private final ExamineHosts doctor;

    public DoctorApi(ExamineHosts doctor) {
        this.doctor = doctor;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/doctor", request -> examine(request, Optional.empty())),
                Route.get("/hosts/{host}/doctor", this::one));
    }

    private Outcome<Response> one(RequestContext request) {
        String name = request.path("host");
        return HostName.parse(name)
                .orFail(problem -> new HostRefusal.NotFound(Shown.text(name)))
                .then(host -> examine(request, Optional.of(host)));
    }

    private Outcome<Response> examine(RequestContext request, Optional<HostName> only) {
        return doctor.examine(request.caller(), only)
                .map(found -> Response.ok(out -> out.object("doctor", () -> write(out, found))));
    }

    private static void write(JsonWriter out, Examination found) {
        out.put("level", wire(found.worst()))
                .array("controller", found.controller(), finding -> out.object(() -> write(out, finding)))
                .array("hosts", found.hosts(), host -> out.object(() -> write(out, host)));
    }

    private static void write(JsonWriter out, HostReport host) {
        out.put("name", host.host().text())
                .put("level", wire(host.worst()))
                .array("findings", host.findings(), finding -> out.object(() -> write(out, finding)));
    }

    private static void write(JsonWriter out, Finding finding) {
        out.put("code", finding.code())
                .put("level", wire(finding.level()))
                .put("about", finding.about())
                .put("what", finding.what())
                .put("why", finding.why())
                .put("fix", finding.fix());
    }

    private static String wire(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
