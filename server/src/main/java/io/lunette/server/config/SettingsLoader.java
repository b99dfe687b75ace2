package io.lunette.server.config;

import io.lunette.model.ByteCount;
import io.lunette.model.HostUri;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.server.config.Settings.Arrays;
import io.lunette.server.config.Settings.Host;
import io.lunette.server.config.Settings.Identity;
import io.lunette.server.config.Settings.Limits;
import io.lunette.server.config.Settings.Listen;
import io.lunette.server.config.Settings.LogLevel;
import io.lunette.server.config.Settings.Servers;
import io.lunette.server.config.Settings.Target;
import io.lunette.server.config.Settings.VirtType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes settings of a file, the options of the command line, and defaults. */
public final class SettingsLoader {
    /** The store of a real service, in its state directory. */
    public static final String REAL_STORE = "lunette.db";

    private static final HostUri LOCAL = new HostUri(URI.create("qemu:///system"));
    private static final String SIMULATED_STORE = "simulated.db";

    /** Settings, or everything that is wrong with what was written. */
    public sealed interface Result {}

    public record Good(Settings settings) implements Result {}

    public record Bad(List<Mistake> mistakes) implements Result {}

    private SettingsLoader() {}

    /** Options win over the file, and the file over the defaults. */
    public static Result load(Optional<Path> file, List<Entry> options, Surroundings surroundings) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        file.map(SettingsFile::read).ifPresent(read -> {
            mistakes.addAll(read.mistakes());
            entries.addAll(read.entries());
        });
        entries.addAll(options);
        SettingsReading reading = new SettingsReading(entries);
        Settings settings = settings(reading, surroundings);
        if (settings.simulate()) {
            // What is cleared at the start of a simulated service must not be what a real one has somewhere.
            reading.refuse(Keys.STORE, "a simulated service has a store of its own", "nothing: leave it out");
            reading.refuse(Keys.IMAGES, "a simulated service has images of its own", "nothing: leave it out");
        }
        mistakes.addAll(reading.mistakes());
        return mistakes.isEmpty() ? new Good(settings) : new Bad(List.copyOf(mistakes));
    }

    private static Settings settings(SettingsReading reading, Surroundings surroundings) {
        boolean simulate = reading.get(Keys.SIMULATE, false);
        Path state = reading.get(Keys.STATE, surroundings.stateDirectory(simulate));
        return new Settings(
                reading.get(Keys.LISTEN, new Listen("127.0.0.1", 8774)),
                reading.optional(Keys.PUBLIC_ENDPOINT),
                state,
                store(reading, state.resolve(simulate ? SIMULATED_STORE : REAL_STORE), surroundings),
                reading.get(Keys.IMAGES, state.resolve(simulate ? "simulated-images" : "images")),
                reading.get(Keys.LOG, LogLevel.INFO),
                simulate,
                target(reading, state),
                new Arrays(reading.list(Keys.ARRAYS_PORTALS, List.of())),
                host(reading, surroundings),
                reading.get(Keys.HOSTS_ALLOW_UNTRUSTED, false),
                new Identity(reading.get(Keys.IDENTITY_TOKEN_LIFETIME, Duration.ofHours(12))),
                new Limits(
                        reading.get(Keys.LIMITS_JSON_BODY, ByteCount.ofMiB(1)),
                        reading.get(Keys.LIMITS_IMAGE, ByteCount.ofGiB(64))),
                new Servers(
                        reading.get(Keys.SERVERS_SPARE_PCIE_PORTS, 8),
                        reading.get(Keys.SERVERS_IO_THREAD, true),
                        reading.optional(Keys.SERVERS_QUEUES),
                        reading.get(Keys.SERVERS_SHUTDOWN_PATIENCE, Duration.ofMinutes(1))));
    }

    private static StoreLocation store(SettingsReading reading, Path otherwise, Surroundings surroundings) {
        Optional<Secret> fromFile = reading.optional(Keys.STORE_PASSWORD_FILE);
        return switch (reading.get(Keys.STORE, new StoreLocation.SqliteFile(otherwise))) {
            case StoreLocation.Postgres database -> database.withPassword(fromFile.or(surroundings::storePassword));
            case StoreLocation.SqliteFile file -> {
                if (!reading.isMistaken(Keys.STORE)) {
                    reading.refuse(Keys.STORE_PASSWORD_FILE, "an SQLite file has no password", "nothing: leave it out");
                }
                yield file;
            }
        };
    }

    private static Target target(SettingsReading reading, Path state) {
        return new Target(
                reading.get(Keys.TARGET_CONTROL_PORT, 41),
                reading.list(Keys.TARGET_PORTALS, List.of(new Portal("127.0.0.1", 3261))),
                reading.get(
                        Keys.TARGET_IQN_PREFIX,
                        Iqn.parse("iqn.2026-11.io.lunette").get()),
                reading.get(Keys.TARGET_LUNS, state.resolve("luns")),
                reading.get(Keys.TARGET_OVERCOMMIT, 1.0),
                reading.get(Keys.TARGET_CHAP, true));
    }

    private static Host host(SettingsReading reading, Surroundings surroundings) {
        return new Host(
                reading.get(Keys.HOST_NAME, surroundings.hostName()),
                reading.get(Keys.HOST_URI, LOCAL),
                reading.get(Keys.HOST_VIRT_TYPE, VirtType.AUTO),
                reading.get(Keys.HOST_POOL, Path.of("/var/lib/libvirt/images/lunette")),
                reading.get(Keys.HOST_POOL_NAME, "lunette"),
                reading.get(Keys.HOST_PATIENCE, Duration.ofSeconds(10)),
                reading.get(
                        Keys.HOST_INITIATOR_PREFIX,
                        Iqn.parse("iqn.2026-11.io.lunette.server").get()),
                reading.get(Keys.HOST_LUNS, LunPath.NETWORK));
    }
}
