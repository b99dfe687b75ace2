package io.lunette.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library. Its driver unpacks it too, but then compares the copy with the original byte by byte, which a
 * JVM that has just started does slowly: 60 ms of each start.
 */
final class SqliteLibrary {
    private static final String FOLDER_SETTING = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** Loads it once; where this way fails, the driver goes its own when the first connection is opened. */
    static synchronized void load() {
        if (System.getProperty(FOLDER_SETTING) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed != null) {
                load(packed, name);
            }
        } catch (IOException noRoomToUnpack) {
            System.getLogger(SqliteLibrary.class.getName())
                    .log(System.Logger.Level.DEBUG, "SQLite's driver unpacks its library itself", noRoomToUnpack);
        }
    }

    private static void load(InputStream packed, String name) throws IOException {
        Path folder = Files.createTempDirectory("lunette-sqlite");
        Path library = folder.resolve(name);
        try {
            Files.copy(packed, library);
            System.setProperty(FOLDER_SETTING, folder.toString());
            SQLiteJDBCLoader.initialize();
        } catch (IOException | RuntimeException problem) {
            throw problem;
        } catch (Exception refused) {
            throw new IOException(refused);
        } finally {
            System.clearProperty(FOLDER_SETTING);
            Files.deleteIfExists(library);
            Files.deleteIfExists(folder);
        }
    }
}
