package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.port.StoreCopies;
import io.lunette.port.StoreUnavailable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Copies by VACUUM INTO: one read transaction, beside which others write (sqlite.org/lang_vacuum.html). */
final class SqliteCopies implements StoreCopies {
    private static final String SUFFIX = ".copy";

    private final Path file;
    private final DataSource source;
    private final SqlErrors errors;

    SqliteCopies(Path file, DataSource source, SqlErrors errors) {
        this.file = file;
        this.source = source;
        this.errors = errors;
    }

    /** Removes what a process that was killed left of its copies; to be called by whoever has the file's lock. */
    static void removeLeftOvers(Path file) throws IOException {
        String begin = file.getFileName() + "-";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(file.getParent(), each -> {
            String name = each.getFileName().toString();
            return name.startsWith(begin) && name.contains(SUFFIX);
        })) {
            for (Path each : found) {
                Files.delete(each);
            }
        }
    }

    @Override
    public Outcome<Copy> take() {
        try {
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    file.getFileName() + "-",
                    SUFFIX,
                    PosixFilePermissions.asFileAttribute(StateFile.OWNER_ONLY));
            try {
                copyInto(fresh);
                // Open, it can be read to its end; without a name, nothing of it is left then.
                return Outcome.done(new Copy(Files.size(fresh), Files.newInputStream(fresh)));
            } finally {
                Files.delete(fresh);
            }
        } catch (IOException problem) {
            throw new StoreUnavailable("no copy of the store can be written: " + StateFile.text(problem), problem);
        }
    }

    private void copyInto(Path fresh) {
        try (Connection connection = source.getConnection();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, fresh.toString());
            copy.execute();
        } catch (SQLException problem) {
            throw errors.translate(problem);
        }
    }
}
