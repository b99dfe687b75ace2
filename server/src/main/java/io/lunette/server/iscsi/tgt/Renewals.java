package io.lunette.server.iscsi.tgt;

import io.lunette.port.LunSource.Renewal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When LUNs that were in use had to be made again, a line each in the file {@code renewals}; told in the log as well. */
final class Renewals {
    private static final System.Logger LOG = System.getLogger(Renewals.class.getName());
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,9}) LUNs?");
    private static final int TOLD = 100;

    private final Path file;

    Renewals(Path directory) {
        this.file = directory.toAbsolutePath().resolve("renewals");
    }

    void add(Instant at, int luns) throws IOException {
        LOG.log(
                Level.WARNING,
                "the iSCSI target had lost {0} LUNs that are in use; they were made again as they were, and their"
                        + " persistent reservations and registrations are gone",
                luns);
        String line = at + " " + luns + (luns == 1 ? " LUN" : " LUNs") + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Renewal> all() throws IOException {
        try {
            List<Renewal> all = Files.readAllLines(file).stream()
                    .flatMap(line -> parse(line).stream())
                    .toList();
            return all.subList(Math.max(0, all.size() - TOLD), all.size());
        } catch (NoSuchFileException never) {
            return List.of();
        }
    }

    /** Nothing for a line that a crash cut off. */
    private static Optional<Renewal> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        try {
            return matcher.matches()
                    ? Optional.of(new Renewal(Instant.parse(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        } catch (DateTimeParseException cutOff) {
            return Optional.empty();
        }
    }
}
