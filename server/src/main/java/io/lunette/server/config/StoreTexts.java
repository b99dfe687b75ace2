package io.lunette.server.config;

import io.lunette.failure.Parsed;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the store is, read from text; what is wrong is told without a password that may stand in it. */
final class StoreTexts {
    private static final int DEFAULT_PORT = 5432;
    private static final int LONGEST_NAME = 63;
    private static final Pattern SCHEME = Pattern.compile("(?i)postgres(ql)?:.*");
    private static final Pattern SSL_MODE =
            Pattern.compile("sslmode=(disable|allow|prefer|require|verify-ca|verify-full)");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private StoreTexts() {}

    static Parsed<StoreLocation> location(String text) {
        return SCHEME.matcher(text).matches()
                ? database(text)
                : Texts.absolutePath(text).map(StoreLocation.SqliteFile::new);
    }

    private static Parsed<StoreLocation> database(String text) {
        try {
            return database(new URI(text));
        } catch (URISyntaxException malformed) {
            return Parsed.invalid("this is not a URL");
        }
    }

    private static Parsed<StoreLocation> database(URI url) {
        String user = Optional.ofNullable(url.getUserInfo()).orElse("");
        if (user.contains(":")) {
            return Parsed.invalid("a password does not belong here, where others may read it:"
                    + " write it into a file for store-password-file, or into LUNETTE_STORE_PASSWORD");
        }
        String database = Optional.ofNullable(url.getPath())
                .filter(path -> path.startsWith("/"))
                .orElse("/")
                .substring(1);
        Matcher mode = SSL_MODE.matcher(Optional.ofNullable(url.getQuery()).orElse("sslmode=prefer"));
        if (url.getHost() == null || url.getFragment() != null) {
            return Parsed.invalid("this URL names no host");
        }
        if (!isName(user)) {
            return Parsed.invalid("this URL names no user before its host");
        }
        if (!isName(database)) {
            return Parsed.invalid("this URL names no database after its host");
        }
        if (!mode.matches()) {
            return Parsed.invalid(Texts.quoted(url.getQuery()) + " is not an sslmode");
        }
        return Parsed.valid(new StoreLocation.Postgres(
                user,
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                database,
                mode.group(1),
                Optional.empty()));
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && !text.contains("/")
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** The first line of a file that only its owner may read. */
    static Parsed<Secret> passwordFile(String text) {
        return switch (Texts.absolutePath(text)) {
            case Parsed.Invalid<Path> invalid -> Parsed.invalid(invalid.problem());
            case Parsed.Valid<Path>(Path file) -> password(file);
        };
    }

    private static Parsed<Secret> password(Path file) {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                return Parsed.invalid(Texts.quoted(file.toString()) + " can be read by others: chmod 600 it");
            }
            String password = Files.readString(file).lines().findFirst().orElse("");
            return password.isEmpty()
                    ? Parsed.invalid(Texts.quoted(file.toString()) + " is empty")
                    : Parsed.valid(new Secret(password));
        } catch (IOException unreadable) {
            return Parsed.invalid(Texts.quoted(file.toString()) + " cannot be read");
        }
    }
}
