package io.lunette.server.config;

import io.lunette.failure.Parsed;
import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.plan.ControllerTuning;
import io.lunette.server.config.Settings.Listen;
import io.lunette.server.config.Settings.LogLevel;
import io.lunette.server.config.Settings.VirtType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Every setting there is. */
final class Keys {
    private static final List<Key<?>> ALL = new ArrayList<>();

    private static final String PATH = "an absolute path";
    private static final String IQN = "an IQN such as iqn.2026-11.org.example:storage";

    static final Key<Listen> LISTEN = key("listen", "ADDRESS:PORT, such as 127.0.0.1:8774", Texts::listen);
    static final Key<URI> PUBLIC_ENDPOINT =
            key("public-endpoint", "an http or https URL, such as https://cloud.example.org", Texts::httpUrl);
    static final Key<Path> STATE = key("state", PATH, Texts::absolutePath);
    static final Key<StoreLocation> STORE = key(
            "store",
            PATH + ", or postgresql://USER@HOST:PORT/DATABASE, with ?sslmode=verify-full where it is far",
            StoreTexts::location);
    static final Key<Secret> STORE_PASSWORD_FILE =
            key("store-password-file", PATH + " of a file that only its owner can read", StoreTexts::passwordFile);
    static final Key<Path> IMAGES = key("images", PATH, Texts::absolutePath);
    static final Key<LogLevel> LOG = key("log", "error, warn, info or debug", Texts.oneOf(LogLevel.class));
    static final Key<Boolean> SIMULATE = key("simulate", "true or false", Texts::trueOrFalse);

    // tgtd takes any number; 0 is the one of the machine's own tgt service.
    static final Key<Integer> TARGET_CONTROL_PORT = number("target.control-port", 1, 32767);
    static final Key<Portal> TARGET_PORTALS =
            key("target.portals", "ADDRESS:PORT, or a list of them, such as [127.0.0.1:3261]", Portal::parse);
    static final Key<Iqn> TARGET_IQN_PREFIX = key("target.iqn-prefix", IQN, Iqn::parse);
    static final Key<Path> TARGET_LUNS = key("target.luns", PATH + " without a comma", Texts::pathForTarget);
    static final Key<Double> TARGET_OVERCOMMIT =
            key("target.overcommit", "a number from 1 to 1000, such as 1.5", text -> Texts.decimal(text, 1, 1000));

    static final Key<Boolean> TARGET_CHAP = key("target.chap", "true or false", Texts::trueOrFalse);

    static final Key<Portal> ARRAYS_PORTALS =
            key("arrays.portals", "ADDRESS:PORT, or a list of them, such as [192.0.2.10:3260]", Portal::parse);

    static final Key<HostName> HOST_NAME =
            key("host.name", "letters, digits, '.', '-' and '_', at most 63 of them", Texts::hostName);
    static final Key<HostUri> HOST_URI = key("host.uri", "a libvirt URI, such as " + HostUri.FORM, HostUri::parse);
    static final Key<VirtType> HOST_VIRT_TYPE = key("host.virt-type", "auto, kvm or qemu", Texts.oneOf(VirtType.class));
    static final Key<Path> HOST_POOL = key("host.pool", PATH, Texts::absolutePath);
    static final Key<String> HOST_POOL_NAME =
            key("host.pool-name", "letters, digits, '.', '-' and '_', at most 63 of them", Texts::plainName);
    static final Key<LunPath> HOST_LUNS = key("host.luns", "network or block", Texts.oneOf(LunPath.class));
    static final Key<Duration> HOST_PATIENCE = duration("host.patience", Duration.ofSeconds(1), Duration.ofMinutes(5));
    static final Key<Iqn> HOST_INITIATOR_PREFIX = key("host.initiator-prefix", IQN, Iqn::parse);

    static final Key<Boolean> HOSTS_ALLOW_UNTRUSTED = key("hosts.allow-untrusted", "true or false", Texts::trueOrFalse);

    static final Key<Duration> IDENTITY_TOKEN_LIFETIME =
            duration("identity.token-lifetime", Duration.ofMinutes(1), Duration.ofDays(30));

    static final Key<ByteCount> LIMITS_JSON_BODY =
            size("limits.json-body", new ByteCount(1 << 10), ByteCount.ofMiB(64));
    static final Key<ByteCount> LIMITS_IMAGE = size("limits.image", ByteCount.ofMiB(1), ByteCount.ofGiB(64 << 10));

    static final Key<Integer> SERVERS_SPARE_PCIE_PORTS = number("servers.spare-pcie-ports", 0, 24);
    static final Key<Boolean> SERVERS_IO_THREAD = key("servers.io-thread", "true or false", Texts::trueOrFalse);
    static final Key<Integer> SERVERS_QUEUES = number("servers.queues", 1, ControllerTuning.MOST_QUEUES);
    static final Key<Duration> SERVERS_SHUTDOWN_PATIENCE =
            duration("servers.shutdown-patience", Duration.ofSeconds(1), Duration.ofHours(1));

    private Keys() {}

    static List<String> names() {
        return ALL.stream().<String>map(Key::name).toList();
    }

    private static <T> Key<T> key(String name, String allowed, Function<String, Parsed<T>> parse) {
        Key<T> key = new Key<>(name, allowed, parse);
        ALL.add(key);
        return key;
    }

    private static Key<Integer> number(String name, int least, int most) {
        return key(name, "a whole number from " + least + " to " + most, text -> Texts.number(text, least, most));
    }

    private static Key<Duration> duration(String name, Duration least, Duration most) {
        return key(
                name,
                "a time from " + Texts.show(least) + " to " + Texts.show(most) + ", such as 30s, 10m, 12h or 2d",
                text -> Texts.duration(text, least, most));
    }

    private static Key<ByteCount> size(String name, ByteCount least, ByteCount most) {
        return key(
                name,
                "a size from " + Texts.show(least) + " to " + Texts.show(most) + ", such as 512KiB, 4MiB or 20GiB",
                text -> Texts.size(text, least, most));
    }
}
