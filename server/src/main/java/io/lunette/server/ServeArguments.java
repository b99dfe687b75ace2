package io.lunette.server;

import io.lunette.server.config.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was said after {@code lunette serve}.
 *
 * @param options those that are settings as well; they win over the file
 */
record ServeArguments(Optional<Path> file, List<Entry> options) {
    static final String USAGE = """
            Usage: lunette serve [--config FILE] [--state DIR] [--listen ADDRESS:PORT] [--simulate]

              --config FILE          settings in YAML; packaging/lunette.yaml shows all of them with their defaults
              --state DIR            where the service keeps what it knows (default: /var/lib/lunette for root)
              --listen ADDRESS:PORT  where the API answers (default: 127.0.0.1:8774)
              --simulate             hosts and LUNs in memory: for trying the APIs without root, libvirt or a target
              --log LEVEL            error, warn, info or debug
              --help                 this
            """;

    sealed interface Result {}

    record Serve(ServeArguments arguments) implements Result {}

    record Help() implements Result {}

    record Wrong(String problem) implements Result {}

    /** {@code --name value} and {@code --name=value} alike. */
    static Result parse(List<String> words) {
        Optional<Path> file = Optional.empty();
        List<Entry> options = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Optional<String> joined = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
            switch (name) {
                case "--help", "-h" -> {
                    return new Help();
                }
                case "--simulate" -> options.add(Entry.ofOption(name, "simulate", joined.orElse("true")));
                case "--config", "--state", "--listen", "--log" -> {
                    if (joined.isEmpty() && !rest.hasNext()) {
                        return new Wrong(name + " needs a value");
                    }
                    String value = joined.orElseGet(rest::next);
                    if (name.equals("--config")) {
                        file = Optional.of(Path.of(value));
                    } else {
                        options.add(Entry.ofOption(name, name.substring(2), absolute(name, value)));
                    }
                }
                default -> {
                    return new Wrong("'" + word + "' is not known here");
                }
            }
        }
        return new Serve(new ServeArguments(file, List.copyOf(options)));
    }

    /** On a command line a path may start from where one is. */
    private static String absolute(String name, String value) {
        return name.equals("--state") && !value.isEmpty()
                ? Path.of(value).toAbsolutePath().toString()
                : value;
    }
}
