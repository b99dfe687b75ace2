package io.lunette.server;

import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was said after {@code lunette recover}.
 *
 * @param service where the service's settings are
 * @param into a file to be made instead of the service's own store
 * @param hosts those beside the host of the settings
 * @param partial whether a store is made though something could not be recovered
 */
record RecoverArguments(ServeArguments service, Optional<Path> into, List<Known> hosts, boolean partial) {

    /** A host that somebody names. */
    record Known(HostName name, HostUri uri) {}

    static final String USAGE = """
            Usage: lunette recover [--config FILE] [--state DIR] [--into FILE] [--host NAME=URI]... [--partial]

            Makes a new store of what libvirt's domains and the LUNs say of themselves, when the old one is lost. Stop the
            service first. Domains, LUNs and who may see them stay as they are.

              --config FILE  the service's settings
              --state DIR    where the service keeps what it knows (default: /var/lib/lunette for root)
              --into FILE    make this file, and not the service's own store
              --host NAME=URI  a host beside that of the settings, as it was added; again for each: servers of a host that
                             is left out are not found, and their volumes would pass for free
              --partial      write what could be read, although some of what was found could not
              --log LEVEL    error, warn, info or debug
              --help         this
            """;

    sealed interface Result {}

    record Recover(RecoverArguments arguments) implements Result {}

    record Help() implements Result {}

    record Wrong(String problem) implements Result {}

    static Result parse(List<String> words) {
        List<String> rest = new ArrayList<>();
        Optional<Path> into = Optional.empty();
        List<Known> hosts = new ArrayList<>();
        boolean partial = false;
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            switch (name) {
                case "--partial" -> partial = true;
                case "--into", "--host" -> {
                    if (word.equals(name) && !each.hasNext()) {
                        return new Wrong(name + " needs a value");
                    }
                    String value = word.equals(name) ? each.next() : word.substring(name.length() + 1);
                    if (name.equals("--into")) {
                        into = Optional.of(Path.of(value).toAbsolutePath());
                    } else {
                        Optional<Known> host = host(value);
                        if (host.isEmpty()) {
                            return new Wrong("--host takes NAME=URI, and not '" + Shown.text(value) + "'");
                        }
                        hosts.add(host.get());
                    }
                }
                case "--simulate", "--listen" -> {
                    return new Wrong("'" + word + "' is not known here");
                }
                default -> rest.add(word);
            }
        }
        return of(ServeArguments.parse(rest), into, List.copyOf(hosts), partial);
    }

    private static Optional<Known> host(String value) {
        int equals = value.indexOf('=');
        return HostName.parse(value.substring(0, Math.max(0, equals)))
                .toOptional()
                .flatMap(name ->
                        HostUri.parse(value.substring(equals + 1)).toOptional().map(uri -> new Known(name, uri)));
    }

    private static Result of(ServeArguments.Result service, Optional<Path> into, List<Known> hosts, boolean partial) {
        return switch (service) {
            case ServeArguments.Help ignored -> new Help();
            case ServeArguments.Wrong(String problem) -> new Wrong(problem);
            case ServeArguments.Serve(ServeArguments arguments) ->
                new Recover(new RecoverArguments(arguments, into, hosts, partial));
        };
    }
}
