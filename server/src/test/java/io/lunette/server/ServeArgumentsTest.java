package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.server.config.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServeArgumentsTest {
    @Test
    void values_follow_or_are_joined() {
        ServeArguments arguments = serve("--config", "/etc/lunette.yaml", "--listen=127.0.0.1:1", "--simulate");
        assertEquals(Optional.of(Path.of("/etc/lunette.yaml")), arguments.file());
        assertEquals(
                List.of(
                        Entry.ofOption("--listen", "listen", "127.0.0.1:1"),
                        Entry.ofOption("--simulate", "simulate", "true")),
                arguments.options());
    }

    @Test
    void a_state_directory_may_be_given_from_where_one_is() {
        assertEquals(
                Path.of("here").toAbsolutePath().toString(),
                serve("--state", "here").options().getFirst().values().getFirst());
    }

    @Test
    void an_unknown_option_and_a_missing_value_are_told() {
        assertEquals(new ServeArguments.Wrong("'--port' is not known here"), ServeArguments.parse(List.of("--port")));
        assertEquals(new ServeArguments.Wrong("--state needs a value"), ServeArguments.parse(List.of("--state")));
    }

    private static ServeArguments serve(String... words) {
        return assertInstanceOf(ServeArguments.Serve.class, ServeArguments.parse(List.of(words)))
                .arguments();
    }
}
