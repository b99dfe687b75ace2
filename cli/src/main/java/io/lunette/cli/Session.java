package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.CommandFailed.Cause;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An authenticated conversation with the services of one cloud, found through its catalogue. */
final class Session {
    /** A service of the catalogue: the types under which it may stand there, and the version that we speak. */
    enum Service {
        COMPUTE(Set.of("compute"), "compute 2.90"),
        VOLUME(Set.of("block-storage", "volumev3"), "volume 3.60"),
        IMAGE(Set.of("image"), "");

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<String> types;

        private final String version;

        Service(Set<String> types, String version) {
            this.types = types;
            this.version = version;
        }
    }

    private final Wire wire;
    private final Cloud cloud;
    private final String token;
    private final JsonNode described;

    private Session(Wire wire, Cloud cloud, String token, JsonNode described) {
        this.wire = wire;
        this.cloud = cloud;
        this.token = token;
        this.described = described;
    }

    static Session open(Cloud cloud) {
        Wire wire = new Wire();
        Answer answer = wire.send("POST", cloud.authUrl() + "/auth/tokens", Map.of(), credentials(cloud));
        if (answer.status() == 401) {
            throw new CommandFailed(Cause.NOT_AUTHENTICATED, answer.problem());
        }
        if (!answer.isGood() || answer.token().isEmpty()) {
            throw new CommandFailed(
                    Cause.UNREACHABLE,
                    "No Identity v3 service answers at " + cloud.authUrl() + " (" + answer.status() + ")");
        }
        return new Session(wire, cloud, answer.token(), answer.body().path("token"));
    }

    private static ObjectNode credentials(Cloud cloud) {
        ObjectNode auth = Wire.object();
        ObjectNode identity = auth.putObject("auth").putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", cloud.username()).put("password", cloud.password());
        user.putObject("domain").put("name", cloud.userDomain());
        ObjectNode project = ((ObjectNode) auth.get("auth")).putObject("scope").putObject("project");
        project.put("name", cloud.project());
        project.putObject("domain").put("name", cloud.projectDomain());
        return auth;
    }

    String token() {
        return token;
    }

    /** What Identity says of the token: user, project, roles, expiry, catalogue. */
    JsonNode described() {
        return described;
    }

    JsonNode get(Service service, String path) {
        return good(send("GET", service, path, MissingNode.getInstance()));
    }

    /** Empty when the service answers 404. */
    Optional<JsonNode> find(Service service, String path) {
        Answer answer = send("GET", service, path, MissingNode.getInstance());
        return answer.status() == 404 ? Optional.empty() : Optional.of(good(answer));
    }

    JsonNode post(Service service, String path, JsonNode body) {
        return good(send("POST", service, path, body));
    }

    void delete(Service service, String path) {
        good(send("DELETE", service, path, MissingNode.getInstance()));
    }

    /** Lunette's own API, which lies beside Identity: {@code /v1/status}. */
    JsonNode own(String path) {
        return good(askOwn(path));
    }

    /** As {@link #own}, whatever it answers. */
    Answer askOwn(String path) {
        return sendOwn("GET", path, MissingNode.getInstance());
    }

    JsonNode postOwn(String path, JsonNode body) {
        return good(sendOwn("POST", path, body));
    }

    JsonNode putOwn(String path, JsonNode body) {
        return good(sendOwn("PUT", path, body));
    }

    JsonNode deleteOwn(String path) {
        return good(sendOwn("DELETE", path, MissingNode.getInstance()));
    }

    /** Lunette's own API, data into a file: how many bytes. */
    long downloadOwn(String path, Path file) {
        good(wire.download(ownBase() + path, headers(Service.COMPUTE), file));
        return file.toFile().length();
    }

    private Answer sendOwn(String method, String path, JsonNode body) {
        return wire.send(method, ownBase() + path, headers(Service.COMPUTE), body);
    }

    private String ownBase() {
        return cloud.authUrl().replaceFirst("/identity/v3$", "") + "/v1";
    }

    private Answer send(String method, Service service, String path, JsonNode body) {
        return wire.send(method, endpoint(service) + path, headers(service), body);
    }

    private Map<String, String> headers(Service service) {
        return service.version.isEmpty()
                ? Map.of("X-Auth-Token", token)
                : Map.of("X-Auth-Token", token, "OpenStack-API-Version", service.version);
    }

    private String endpoint(Service service) {
        for (JsonNode entry : described.path("catalog")) {
            if (service.types.contains(entry.path("type").asText())) {
                for (JsonNode endpoint : entry.path("endpoints")) {
                    if (isWanted(endpoint)) {
                        return endpoint.path("url").asText();
                    }
                }
            }
        }
        throw CommandFailed.refused("The catalogue at " + cloud.authUrl() + " has no service of type " + service.types);
    }

    private boolean isWanted(JsonNode endpoint) {
        return endpoint.path("interface").asText().equals("public")
                && (cloud.region().isEmpty() || endpoint.path("region").asText().equals(cloud.region()));
    }

    private static JsonNode good(Answer answer) {
        if (answer.isGood()) {
            return answer.body();
        }
        throw answer.status() == 401
                ? new CommandFailed(Cause.NOT_AUTHENTICATED, answer.problem())
                : CommandFailed.refused(answer.problem());
    }
}
