package io.lunette.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.server.config.Settings.Listen;
import io.lunette.server.config.Settings.VirtType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
    private static final Surroundings ROOT = surroundings(true, "/root", "san-host-1", Optional.empty());
    private static final Surroundings USER = surroundings(false, "/home/ann", "laptop", Optional.empty());

    @TempDir
    Path folder;

    @Test
    void nothing_needs_to_be_set() {
        Settings settings = good(SettingsLoader.load(Optional.empty(), List.of(), ROOT));
        assertEquals(new Listen("127.0.0.1", 8774), settings.listen());
        assertEquals(sqlite("/var/lib/lunette/lunette.db"), settings.store());
        assertEquals(new HostName("san-host-1"), settings.host().name());
        assertEquals(8, settings.servers().sparePciePorts());
        assertTrue(settings.servers().ioThread());
        assertEquals(Optional.empty(), settings.servers().queues());
    }

    @Test
    void three_mistakes_are_told_at_once_each_with_its_line_and_what_is_allowed() {
        List<Mistake> mistakes = bad(load("""
                # a comment
                listen: 127.0.0.1:99999
                target:
                  control-prot: 7
                host:
                  virt-type: xen
                """));
        assertEquals(3, mistakes.size(), mistakes.toString());
        assertTrue(told(mistakes, "target.control-prot").startsWith(file() + " line 4: "));
        assertTrue(told(mistakes, "target.control-prot").contains("target.control-port"));
        assertTrue(told(mistakes, "listen").startsWith(file() + " line 2: "));
        assertTrue(told(mistakes, "listen").contains("99999 is not from 0 to 65535; allowed: ADDRESS:PORT"));
        assertTrue(told(mistakes, "host.virt-type").contains("allowed: auto, kvm or qemu"));
    }

    @Test
    void every_kind_of_value_is_read() {
        Settings settings = good(load("""
                listen: "[::1]:0"
                public-endpoint: https://cloud.example.org/lunette
                state: /srv/lunette
                target: {portals: [127.0.0.1:33260, 127.0.0.2:33260], overcommit: 1.5}
                host: {uri: 'qemu+ssh://root@san-host-2/system', virt-type: kvm, patience: 30s}
                identity: {token-lifetime: 2d}
                limits: {json-body: 512KiB, image: 20GiB}
                servers: {spare-pcie-ports: 0, shutdown-patience: 5m}
                """));
        assertEquals(new Listen("::1", 0), settings.listen());
        assertEquals(Path.of("/srv/lunette/luns"), settings.target().luns());
        assertEquals(2, settings.target().portals().size());
        assertEquals(1.5, settings.target().overcommit());
        assertEquals(VirtType.KVM, settings.host().virtType());
        assertEquals(Duration.ofSeconds(30), settings.host().patience());
        assertEquals(Duration.ofDays(2), settings.identity().tokenLifetime());
        assertEquals(new ByteCount(512 << 10), settings.limits().jsonBody());
        assertEquals(Duration.ofMinutes(5), settings.servers().shutdownPatience());
    }

    @Test
    void an_option_wins_over_the_file() {
        Path file = write("listen: 127.0.0.1:1\n");
        Settings settings = good(SettingsLoader.load(
                Optional.of(file), List.of(Entry.ofOption("--listen", "listen", "127.0.0.1:2")), ROOT));
        assertEquals(2, settings.listen().port());
    }

    @Test
    void a_mistake_in_an_option_names_the_option() {
        List<Mistake> mistakes =
                bad(SettingsLoader.load(Optional.empty(), List.of(Entry.ofOption("--state", "state", "here")), ROOT));
        assertTrue(mistakes.getFirst().toString().startsWith("--state: state: 'here' is not an absolute path"));
    }

    @Test
    void a_file_that_is_not_yaml_is_told_with_the_line() {
        List<Mistake> mistakes = bad(load("listen: 127.0.0.1:8774\ntarget: [\n"));
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().where().contains(" line "), mistakes.toString());
    }

    @Test
    void a_missing_file_is_told() {
        List<Mistake> mistakes = bad(SettingsLoader.load(Optional.of(folder.resolve("none.yaml")), List.of(), ROOT));
        assertTrue(mistakes.getFirst().toString().contains("there is no such file"));
    }

    @Test
    void a_key_without_a_value_a_list_for_one_value_and_a_key_set_twice_are_mistakes() {
        List<Mistake> mistakes = bad(load("store:\nlisten: [127.0.0.1:1, 127.0.0.1:2]\nlog: info\nlog: warn\n"));
        assertEquals(
                List.of("listen", "log", "store"),
                mistakes.stream().map(Mistake::key).sorted().toList());
    }

    @Test
    void an_empty_file_and_one_of_comments_say_nothing() {
        assertEquals(8774, good(load("")).listen().port());
        assertEquals(8774, good(load("# nothing\n")).listen().port());
    }

    @Test
    void a_user_who_is_not_root_keeps_the_state_at_home() {
        Settings settings = good(SettingsLoader.load(Optional.empty(), List.of(), USER));
        assertEquals(Path.of("/home/ann/.local/state/lunette"), settings.state());
    }

    @Test
    void a_simulated_service_never_uses_the_directory_of_a_real_one() {
        Settings settings = good(
                SettingsLoader.load(Optional.empty(), List.of(Entry.ofOption("--simulate", "simulate", "true")), ROOT));
        assertEquals(Path.of("/tmp/scratch"), settings.state());
    }

    @Test
    void a_simulated_service_is_not_given_a_store_or_images_that_a_real_one_may_have() {
        assertEquals(2, bad(load("""
                        simulate: true
                        state: /srv/simulated
                        store: /srv/lunette.db
                        images: /srv/images
                        """)).size());
        assertEquals(
                sqlite("/srv/simulated/simulated.db"),
                good(load("{simulate: true, state: /srv/simulated}")).store());
    }

    @Test
    void sizes_and_times_outside_of_their_bounds_are_mistakes() {
        assertEquals(4, bad(load("""
                        limits: {json-body: 0GiB, image: 999999999999TiB}
                        host: {patience: 10}
                        identity: {token-lifetime: 400d}
                        """)).size());
    }

    @Test
    void the_example_file_says_the_defaults() {
        Path example = Path.of("../packaging/lunette.yaml");
        assertEquals(
                good(SettingsLoader.load(Optional.empty(), List.of(), ROOT)),
                good(SettingsLoader.load(Optional.of(example), List.of(), ROOT)));
    }

    @Test
    void the_store_is_a_file_or_a_database() throws IOException {
        Path password = passwordFile("open sesame\n", "rw-------");

        assertEquals(sqlite("/srv/state.db"), good(load("store: /srv/state.db")).store());
        assertEquals(
                postgres("db.example.org", 5433, "verify-full", Optional.of("open sesame")),
                good(load("""
                                store: postgresql://ann@db.example.org:5433/lunette?sslmode=verify-full
                                store-password-file: %s
                                """.formatted(password))).store());
        assertEquals(
                postgres("::1", 5432, "prefer", Optional.empty()),
                good(load("store: 'postgres://ann@[::1]/lunette'")).store());
    }

    @Test
    void the_environment_has_the_databases_password_where_no_file_has_it() {
        Surroundings surroundings = surroundings(true, "/root", "san-host-1", Optional.of(new Secret("open sesame")));
        Path file = write("store: postgresql://ann@localhost/lunette");

        assertEquals(
                postgres("localhost", 5432, "prefer", Optional.of("open sesame")),
                good(SettingsLoader.load(Optional.of(file), List.of(), surroundings))
                        .store());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://localhost/lunette",
                "postgresql://ann@localhost",
                "postgresql://ann@localhost/",
                "postgresql://ann@localhost/a/b",
                "postgresql://ann@/lunette",
                "postgresql://ann@localhost:port/lunette",
                "postgresql://ann@localhost/lunette?sslmode=yes",
                "postgresql://ann@localhost/lunette?password=sesame",
                "postgresql:lunette",
                "postgresql://ann:sesame@localhost/lunette",
                "mysql://ann@localhost/lunette",
                "lunette.db"
            })
    void a_store_that_is_neither_is_a_mistake_and_no_password_of_it_is_shown(String text) {
        List<Mistake> mistakes = bad(load("store: '" + text + "'\nlisten: nowhere"));

        assertEquals(2, mistakes.size(), mistakes.toString());
        assertTrue(told(mistakes, "store").contains("or postgresql://USER@HOST:PORT/DATABASE"), mistakes.toString());
        assertFalse(text.contains(":sesame") && mistakes.toString().contains("sesame"), mistakes.toString());
    }

    @Test
    void a_password_file_that_others_may_read_is_a_mistake() throws IOException {
        Path open = passwordFile("open sesame\n", "rw-r-----");

        String told =
                told(bad(load("store-password-file: " + open + "\nstore: postgresql://a@b/c")), "store-password-file");

        assertTrue(told.contains("chmod 600"), told);
    }

    @Test
    void a_password_file_that_is_empty_or_not_there_is_a_mistake() throws IOException {
        String store = "\nstore: postgresql://a@b/c";

        assertEquals(
                1, bad(load("store-password-file: /nowhere/password" + store)).size());
        assertEquals(
                1,
                bad(load("store-password-file: " + passwordFile("", "rw-------") + store))
                        .size());
        assertEquals(
                1,
                bad(load("store-password-file: " + passwordFile("x", "rw-------")))
                        .size());
    }

    @Test
    void settings_that_are_printed_show_no_password() throws IOException {
        Settings settings = good(load("store: postgresql://ann@localhost/lunette\nstore-password-file: "
                + passwordFile("sesame", "r--------")));

        assertFalse(settings.toString().contains("sesame"), settings.toString());
    }

    private Path passwordFile(String text, String mode) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "password", ""), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Surroundings surroundings(
            boolean root, String home, String hostname, Optional<Secret> storePassword) {
        return new Surroundings(
                root, Path.of(home), Optional.empty(), Path.of("/tmp/scratch"), hostname, storePassword);
    }

    private static StoreLocation sqlite(String path) {
        return new StoreLocation.SqliteFile(Path.of(path));
    }

    private static StoreLocation postgres(String host, int port, String sslMode, Optional<String> password) {
        return new StoreLocation.Postgres("ann", host, port, "lunette", sslMode, password.map(Secret::new));
    }

    private SettingsLoader.Result load(String text) {
        return SettingsLoader.load(Optional.of(write(text)), List.of(), ROOT);
    }

    private Path write(String text) {
        try {
            return Files.writeString(file(), text);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private Path file() {
        return folder.resolve("lunette.yaml");
    }

    private static String told(List<Mistake> mistakes, String key) {
        return mistakes.stream()
                .filter(mistake -> mistake.key().equals(key))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static Settings good(SettingsLoader.Result result) {
        return assertInstanceOf(SettingsLoader.Good.class, result, result.toString())
                .settings();
    }

    private static List<Mistake> bad(SettingsLoader.Result result) {
        return assertInstanceOf(SettingsLoader.Bad.class, result, result.toString())
                .mistakes();
    }
}
