package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Keypair;
import io.lunette.model.Shown;
import io.lunette.model.UserId;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.keypair.UserKeypairs;
import io.lunette.usecase.keypair.UserKeypairs.Created;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /os-keypairs}. */
final class KeypairRoutes implements Api {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9 _-]{1,255}");
    private static final Pattern NAME_SINCE_92 = Pattern.compile("[a-zA-Z0-9 ._@-]{1,255}");
    private static final int LONGEST_KEY = 16_384;

    private final UserKeypairs keypairs;

    KeypairRoutes(UserKeypairs keypairs) {
        this.keypairs = keypairs;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-keypairs", this::list),
                Route.post("/os-keypairs", this::create),
                Route.get("/os-keypairs/{keypair_name}", this::show),
                Route.delete("/os-keypairs/{keypair_name}", this::delete));
    }

    /** Another user's keypairs can be named since 2.10. */
    private static Optional<UserId> user(RequestContext request) {
        return request.since(2, 10) ? request.query("user_id").map(UserId::new) : Optional.empty();
    }

    private Outcome<Response> list(RequestContext request) {
        return keypairs.list(request.caller(), user(request))
                .then(all -> page(request, all))
                .map(page -> Response.ok(out -> {
                    out.array(
                            "keypairs",
                            page.items(),
                            keypair -> out.object(() -> out.object("keypair", () -> write(out, request, keypair))));
                    page.writeNext(out, "keypairs_links");
                }));
    }

    private static Outcome<Page<Keypair>> page(RequestContext request, List<Keypair> all) {
        return request.since(2, 35)
                ? Page.of(request, all, Keypair::name)
                : Outcome.done(new Page<>(all, Optional.empty()));
    }

    private static void write(JsonWriter out, RequestContext request, Keypair keypair) {
        out.put("name", keypair.name())
                .put("public_key", keypair.publicKey())
                .put("fingerprint", keypair.fingerprint());
        if (request.since(2, 2)) {
            out.put("type", keypair.type());
        }
    }

    private Outcome<Response> show(RequestContext request) {
        return keypairs.show(request.caller(), user(request), request.path("keypair_name"))
                .map(keypair -> Response.ok(out -> out.object("keypair", () -> {
                    write(out, request, keypair);
                    out.put("id", keypair.created().toEpochMilli())
                            .put("user_id", keypair.user().text())
                            .put("created_at", Times.volume(keypair.created()))
                            .put("deleted", false)
                            .putNull("deleted_at")
                            .putNull("updated_at");
                })));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(body -> read(request, body))
                .then(wanted -> keypairs.create(request.caller(), wanted.user(), wanted.name(), wanted.publicKey()))
                .map(created -> created(request, created));
    }

    private record Wanted(String name, Optional<String> publicKey, Optional<UserId> user) {}

    private static Outcome<Wanted> read(RequestContext request, JsonFields body) {
        JsonFields keypair = body.object("keypair");
        body.refuseUnknown();
        Field<String> name = keypair.parsed("name", raw -> name(request, raw), "letters, digits, blanks, '_' and '-'");
        Supplier<Optional<String>> key = publicKey(request, keypair);
        Field<Optional<String>> user = request.since(2, 10) ? keypair.optionalText("user_id", 255) : Field.absent();
        if (request.since(2, 2)) {
            keypair.optionalChoice("type", Map.of("ssh", "ssh", "x509", "x509"));
            refuseCertificates(keypair);
        }
        keypair.refuseUnknown();
        return body.outcome(() -> new Wanted(name.get(), key.get(), user.get().map(UserId::new)));
    }

    private static Parsed<String> name(RequestContext request, String raw) {
        Pattern pattern = request.since(2, 92) ? NAME_SINCE_92 : NAME;
        return pattern.matcher(raw.strip()).matches()
                ? Parsed.valid(raw.strip())
                : Parsed.invalid("Keypair name contains unsafe characters: '" + Shown.text(raw) + "'");
    }

    /** Keys are no longer made here since 2.92. */
    private static Supplier<Optional<String>> publicKey(RequestContext request, JsonFields keypair) {
        if (!request.since(2, 92)) {
            return keypair.optionalText("public_key", LONGEST_KEY);
        }
        Field<String> key = keypair.text("public_key", 1, LONGEST_KEY);
        return () -> Optional.of(key.get());
    }

    private static void refuseCertificates(JsonFields keypair) {
        if (keypair.node("type").asText().equals("x509")) {
            keypair.refuse(new ServerFailure.NotOffered(
                    "A certificate cannot be kept as a keypair",
                    "nothing here would bring it into a Windows guest",
                    "Use type ssh"));
        }
    }

    private static Response created(RequestContext request, Created created) {
        return Response.json(
                request.since(2, 2) ? 201 : 200,
                out -> out.object("keypair", () -> {
                    write(out, request, created.keypair());
                    out.put("user_id", created.keypair().user().text());
                    created.privateKey().ifPresent(pem -> out.put("private_key", pem));
                }));
    }

    private Outcome<Response> delete(RequestContext request) {
        return keypairs.delete(request.caller(), user(request), request.path("keypair_name"))
                .map(done -> Response.empty(request.since(2, 2) ? 204 : 202));
    }
}
