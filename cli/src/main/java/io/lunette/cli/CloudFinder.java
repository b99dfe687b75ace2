package io.lunette.cli;

import io.lunette.cli.CommandFailed.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Finds the cloud as openstacksdk does: a cloud that was named, from clouds.yaml; else OS_AUTH_URL and its kin. When
 * nothing says anything, the file that a service on this machine wrote for its administrator is tried.
 */
final class CloudFinder {
    private static final String HOW =
            "Set OS_CLOUD to an entry of a clouds.yaml, or OS_AUTH_URL, OS_USERNAME, OS_PASSWORD and OS_PROJECT_NAME;"
                    + " the service writes both into its state directory";

    private final Function<String, Optional<String>> environment;
    private final List<Path> places;
    private final Path ofThisMachine;

    CloudFinder(Map<String, String> environment, Path home, Path here, Path ofThisMachine) {
        this.environment = name -> Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
        this.places = Stream.concat(
                        this.environment.apply("OS_CLIENT_CONFIG_FILE").map(Path::of).stream(),
                        Stream.of(
                                here.resolve("clouds.yaml"),
                                home.resolve(".config/openstack/clouds.yaml"),
                                Path.of("/etc/openstack/clouds.yaml")))
                .toList();
        this.ofThisMachine = ofThisMachine;
    }

    static CloudFinder ofThisProcess() {
        return new CloudFinder(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                Path.of("/var/lib/lunette/clouds.yaml"));
    }

    /** The cloud named by an option, or by what surrounds the command. */
    Cloud find(Optional<String> option) {
        Optional<String> name = option.or(() -> environment.apply("OS_CLOUD"));
        if (name.isPresent()) {
            return named(name.get());
        }
        if (environment.apply("OS_AUTH_URL").isPresent()) {
            return ofVariables();
        }
        if (Files.isReadable(ofThisMachine)) {
            return ofFile(ofThisMachine, "lunette").orElseThrow(() -> missing("No cloud is chosen"));
        }
        throw missing("No cloud is chosen");
    }

    private Cloud named(String name) {
        return places.stream()
                .filter(Files::isReadable)
                .flatMap(file -> ofFile(file, name).stream())
                .findFirst()
                .orElseThrow(() -> missing("Cloud '" + name + "' is in none of the clouds.yaml files"));
    }

    private Cloud ofVariables() {
        return cloud(environment, environment);
    }

    private static Optional<Cloud> ofFile(Path file, String name) {
        return section(yaml(file), "clouds")
                .flatMap(clouds -> section(clouds, name))
                .map(entry -> {
                    Map<?, ?> auth = section(entry, "auth").orElse(Map.of());
                    return cloud(
                            variable -> text(auth, variable.substring("OS_".length())),
                            variable -> text(entry, variable.substring("OS_".length())));
                });
    }

    private static Cloud cloud(Function<String, Optional<String>> auth, Function<String, Optional<String>> general) {
        return new Cloud(
                withoutSlash(needed(auth, "OS_AUTH_URL")),
                needed(auth, "OS_USERNAME"),
                needed(auth, "OS_PASSWORD"),
                auth.apply("OS_PROJECT_NAME")
                        .or(() -> auth.apply("OS_TENANT_NAME"))
                        .orElse("admin"),
                auth.apply("OS_USER_DOMAIN_NAME").orElse("Default"),
                auth.apply("OS_PROJECT_DOMAIN_NAME").orElse("Default"),
                general.apply("OS_REGION_NAME").orElse(""));
    }

    private static String needed(Function<String, Optional<String>> source, String variable) {
        return source.apply(variable).orElseThrow(() -> missing(variable + " is not set"));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Object yaml(Path file) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException | YamlEngineException unreadable) {
            throw missing(file + " is not a clouds.yaml that can be read");
        }
    }

    private static Optional<Map<?, ?>> section(Object parent, String key) {
        return parent instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> found
                ? Optional.of(found)
                : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> section, String key) {
        Object value = section.get(key.toLowerCase(Locale.ROOT));
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    private static CommandFailed missing(String what) {
        return new CommandFailed(Cause.NOT_AUTHENTICATED, what + ". " + HOW);
    }
}
