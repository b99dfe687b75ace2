package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The CHAP account of an array's target. Its password is in a file, in the environment or asked for, and never among the
 * words of a command line, which everybody on the machine can read.
 */
final class ChapOptions {
    private static final String ENVIRONMENT = "LUNETTE_CHAP_PASSWORD";

    @Option(
            names = "--chap-user",
            paramLabel = "USER",
            description =
                    "The CHAP user that the target asks for. Its password is read from --chap-password-file, else from"
                            + " " + ENVIRONMENT + " in the environment, else asked for.")
    @Nullable String user;

    @Option(
            names = "--chap-password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the CHAP password; - is standard input.")
    @Nullable String passwordFile;

    boolean isGiven() {
        return user != null;
    }

    /** Puts the account into a request, where there is one. */
    void putInto(ObjectNode body) {
        if (user != null) {
            body.putObject("chap").put("user", user).put("password", password(user));
        } else if (passwordFile != null) {
            throw CommandFailed.refused("--chap-password-file needs --chap-user.");
        }
    }

    private String password(String of) {
        if (passwordFile != null) {
            return fromFile(passwordFile);
        }
        return Optional.ofNullable(System.getenv(ENVIRONMENT))
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> asked(of));
    }

    private static String fromFile(String name) {
        try {
            return firstLine(
                    name.equals("-")
                            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine()
                            : Files.readString(Path.of(name)));
        } catch (IOException unreadable) {
            throw CommandFailed.refused("The CHAP password cannot be read from " + name + ".");
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private static String asked(String user) {
        return Optional.ofNullable(System.console())
                .map(console -> console.readPassword("CHAP password of %s: ", user))
                .map(String::new)
                .orElseThrow(() -> CommandFailed.refused("There is nobody to ask for the CHAP password: give"
                        + " --chap-password-file, or set " + ENVIRONMENT + "."));
    }
}
