package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudFinderTest {
    private static final String FILE = """
            clouds:
              lab:
                auth:
                  auth_url: http://127.0.0.1:8774/identity/v3/
                  username: ann
                  password: "it's secret"
                  project_name: storage
                region_name: RegionOne
            """;

    @TempDir
    Path here;

    @Test
    void variables_are_enough() {
        Cloud cloud = finder(Map.of("OS_AUTH_URL", "http://a/identity/v3", "OS_USERNAME", "ann", "OS_PASSWORD", "p"))
                .find(Optional.empty());
        assertEquals(new Cloud("http://a/identity/v3", "ann", "p", "admin", "Default", "Default", ""), cloud);
    }

    @Test
    void a_named_cloud_comes_from_the_file() throws IOException {
        Files.writeString(here.resolve("clouds.yaml"), FILE);
        Cloud cloud = finder(Map.of("OS_CLOUD", "lab")).find(Optional.empty());
        assertEquals(
                new Cloud(
                        "http://127.0.0.1:8774/identity/v3",
                        "ann",
                        "it's secret",
                        "storage",
                        "Default",
                        "Default",
                        "RegionOne"),
                cloud);
    }

    @Test
    void an_option_wins_over_the_variables() throws IOException {
        Files.writeString(here.resolve("clouds.yaml"), FILE);
        Cloud cloud = finder(Map.of("OS_AUTH_URL", "http://other", "OS_USERNAME", "bob", "OS_PASSWORD", "p"))
                .find(Optional.of("lab"));
        assertEquals("ann", cloud.username());
    }

    @Test
    void the_administrator_of_this_machine_needs_to_set_nothing() throws IOException {
        Files.writeString(here.resolve("machine.yaml"), FILE.replace("lab:", "lunette:"));
        assertEquals("ann", finder(Map.of()).find(Optional.empty()).username());
    }

    @Test
    void nothing_said_is_refused_with_what_to_set() {
        CommandFailed failed =
                assertThrows(CommandFailed.class, () -> finder(Map.of()).find(Optional.empty()));
        assertEquals(4, failed.exitCode());
        assertTrue(failed.getMessage().contains("OS_CLOUD"));
    }

    @Test
    void a_missing_variable_is_named() {
        CommandFailed failed = assertThrows(
                CommandFailed.class,
                () -> finder(Map.of("OS_AUTH_URL", "http://a", "OS_USERNAME", "ann"))
                        .find(Optional.empty()));
        assertTrue(failed.getMessage().startsWith("OS_PASSWORD is not set"));
    }

    @Test
    void a_cloud_never_shows_its_password() throws IOException {
        Files.writeString(here.resolve("clouds.yaml"), FILE);
        assertTrue(!finder(Map.of("OS_CLOUD", "lab"))
                .find(Optional.empty())
                .toString()
                .contains("secret"));
    }

    private CloudFinder finder(Map<String, String> environment) {
        return new CloudFinder(environment, here.resolve("home"), here, here.resolve("machine.yaml"));
    }
}
