package io.lunette.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lunette.port.ImageFiles;
import io.lunette.server.http.identity.IdentityApi;
import io.lunette.server.http.image.ImageApi;
import io.lunette.server.imagefiles.DirectoryImageFiles;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.identity.BootstrapIdentity;
import io.lunette.usecase.identity.CheckPassword;
import io.lunette.usecase.identity.InspectToken;
import io.lunette.usecase.identity.IssueToken;
import io.lunette.usecase.identity.Passwords;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.RevokeToken;
import io.lunette.usecase.identity.RoleAdministration;
import io.lunette.usecase.identity.TokenCache;
import io.lunette.usecase.identity.UserAdministration;
import io.lunette.usecase.identity.ValidateToken;
import io.lunette.usecase.image.CreateImage;
import io.lunette.usecase.image.DeleteImage;
import io.lunette.usecase.image.DownloadImage;
import io.lunette.usecase.image.ListImages;
import io.lunette.usecase.image.UpdateImage;
import io.lunette.usecase.image.UploadImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The identity and image services on a store in memory, with an administrator. Its password hash is quick. */
public final class TestCloud implements AutoCloseable {
    public static final Duration LIFETIME = Duration.ofHours(4);
    public static final long IMAGE_LIMIT_BYTES = 20_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    public final InMemoryStateStore store = new InMemoryStateStore();
    public final TestServer server;
    public final String password;
    public Path images = Path.of("");

    public TestCloud(InstantSource clock) {
        this(clock, 10);
    }

    public TestCloud(InstantSource clock, int iterations) {
        this(clock, iterations, (store, images) -> List.of());
    }

    /** Makes more services on what the cloud keeps. */
    @FunctionalInterface
    public interface Others {
        List<Api> apis(InMemoryStateStore store, ImageFiles images);
    }

    public TestCloud(InstantSource clock, int iterations, Others others) {
        Passwords passwords = new Passwords(iterations);
        TokenCache cache = new TokenCache();
        CheckPassword checkPassword = new CheckPassword(store, passwords, clock);
        ValidateToken validateToken = new ValidateToken(store, cache, clock);
        InspectToken inspectToken = new InspectToken(validateToken);
        this.password = new BootstrapIdentity(store, passwords, UUID::randomUUID)
                .bootstrap()
                .orElseThrow()
                .password();
        DirectoryImageFiles files = imageFiles();
        List<Api> apis = new ArrayList<>(others.apis(store, files));
        apis.add(new IdentityApi(
                new IssueToken(store, checkPassword, validateToken, LIFETIME, clock),
                inspectToken,
                new RevokeToken(store, inspectToken, cache),
                new UserAdministration(store, passwords, checkPassword, cache, UUID::randomUUID),
                new ProjectAdministration(store, cache, UUID::randomUUID),
                new RoleAdministration(store, cache, UUID::randomUUID)));
        apis.add(imageApi(files, clock));
        this.server = new TestServer(validateToken::validate, apis.toArray(Api[]::new));
    }

    private DirectoryImageFiles imageFiles() {
        try {
            images = Files.createTempDirectory("lunette-images");
            return DirectoryImageFiles.open(images, IMAGE_LIMIT_BYTES);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private ImageApi imageApi(DirectoryImageFiles files, InstantSource clock) {
        return new ImageApi(
                new CreateImage(store, UUID::randomUUID, clock),
                new ListImages(store, clock),
                new UpdateImage(store, clock),
                new DeleteImage(store, files, clock),
                new UploadImage(store, files, clock),
                new DownloadImage(store, files, clock),
                IMAGE_LIMIT_BYTES);
    }

    /** Asks for a token by a body that is JSON with single quotes. */
    public HttpResponse<String> login(String user, String itsPassword, String scope) {
        return server.send("POST", "/identity/v3/auth/tokens", json("""
                {'auth': {'identity': {'methods': ['password'], 'password': {'user': {
                  'name': '%s', 'domain': {'name': 'Default'}, 'password': '%s'}}}%s}}
                """.formatted(
                        user, itsPassword, scope.isEmpty() ? "" : ", 'scope': " + scope)));
    }

    /** A new token of the administrator. */
    public String adminToken() {
        return login("admin", password, project("admin"))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    public static String project(String name) {
        return "{'project': {'name': '" + name + "', 'domain': {'id': 'default'}}}";
    }

    public static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }

    public static JsonNode tree(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalStateException(response.body(), broken);
        }
    }

    @Override
    public void close() {
        server.close();
        store.close();
        try (Stream<Path> files = Files.list(images)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(images);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
