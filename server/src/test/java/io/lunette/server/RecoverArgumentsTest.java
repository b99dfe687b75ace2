package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoverArgumentsTest {

    private static RecoverArguments parsed(String... words) {
        return assertInstanceOf(RecoverArguments.Recover.class, RecoverArguments.parse(List.of(words)))
                .arguments();
    }

    @Test
    void the_services_own_options_are_taken_too() {
        RecoverArguments arguments = parsed("--config", "/etc/l.yaml", "--partial", "--into=/tmp/x.db");
        assertEquals(Optional.of(Path.of("/etc/l.yaml")), arguments.service().file());
        assertEquals(Optional.of(Path.of("/tmp/x.db")), arguments.into());
        assertTrue(arguments.partial());
        assertEquals(Optional.empty(), parsed("--state", "/x").into());
    }

    @Test
    void other_hosts_are_named_with_their_uris() {
        List<RecoverArguments.Known> hosts = parsed(
                        "--host", "north=qemu+ssh://root@north/system?keyfile=/k", "--host=south=qemu:///system")
                .hosts();
        assertEquals(
                List.of("north qemu+ssh://root@north/system?keyfile=/k", "south qemu:///system"),
                hosts.stream().map(host -> host.name() + " " + host.uri()).toList());
    }

    @Test
    void what_is_not_known_is_wrong_usage() {
        for (List<String> words : List.of(
                List.of("--simulate"),
                List.of("--listen=x"),
                List.of("--into"),
                List.of("--wat"),
                List.of("--host"),
                List.of("--host=north"),
                List.of("--host", "north=xen:///"))) {
            assertInstanceOf(RecoverArguments.Wrong.class, RecoverArguments.parse(words), words.toString());
        }
    }

    @Test
    void help_is_printed_and_wrong_usage_is_exit_code_2() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(0, RecoverCommand.run(List.of("--help"), print, print));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("--into FILE"));
        assertEquals(2, RecoverCommand.run(List.of("--wat"), print, print));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("'--wat' is not known here"));
    }
}
