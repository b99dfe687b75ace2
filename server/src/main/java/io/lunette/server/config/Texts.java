package io.lunette.server.config;

import io.lunette.failure.Parsed;
import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.model.Portal;
import io.lunette.model.Shown;
import io.lunette.server.config.Settings.Listen;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of settings, read from text. */
final class Texts {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]*)");
    private static final Map<String, Duration> TIME_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib", 1L << 40);

    private Texts() {}

    /** An address and a port; unlike a portal's, the port must be said and may be 0. */
    static Parsed<Listen> listen(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || text.endsWith("]")) {
            return Parsed.invalid(quoted(text) + " has no port");
        }
        String address = text.substring(0, colon);
        return switch (number(text.substring(colon + 1), 0, 65535)) {
            case Parsed.Invalid<Integer> invalid -> Parsed.invalid(invalid.problem());
            case Parsed.Valid<Integer> port ->
                Portal.parse(address).map(portal -> new Listen(portal.host(), port.value()));
        };
    }

    static Parsed<URI> httpUrl(String text) {
        return switch (uri(text)) {
            case Parsed.Valid<URI>(URI uri) when isWeb(uri) -> Parsed.valid(uri);
            default -> Parsed.invalid(quoted(text) + " is not an http or https URL");
        };
    }

    private static boolean isWeb(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    private static Parsed<URI> uri(String text) {
        try {
            return Parsed.valid(new URI(text));
        } catch (URISyntaxException malformed) {
            return Parsed.invalid(quoted(text) + " is not a URI");
        }
    }

    static Parsed<Path> absolutePath(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute()
                    ? Parsed.valid(path.normalize())
                    : Parsed.invalid(quoted(text) + " is not an absolute path");
        } catch (InvalidPathException malformed) {
            return Parsed.invalid(quoted(text) + " is not a path");
        }
    }

    /** tgtd separates what it is told by commas, and has room for 1024 bytes. */
    static Parsed<Path> pathForTarget(String text) {
        return text.contains(",") || text.length() > 900
                ? Parsed.invalid(quoted(text) + " has a comma or is longer than 900 characters")
                : absolutePath(text);
    }

    static Parsed<String> plainName(String text) {
        return PLAIN_NAME.matcher(text).matches()
                ? Parsed.valid(text)
                : Parsed.invalid(quoted(text) + " is not a plain name");
    }

    static Parsed<HostName> hostName(String text) {
        return HostName.parse(text);
    }

    static Parsed<Boolean> trueOrFalse(String text) {
        return switch (text) {
            case "true" -> Parsed.valid(true);
            case "false" -> Parsed.valid(false);
            default -> Parsed.invalid(quoted(text) + " is neither true nor false");
        };
    }

    static <T extends Enum<T>> Function<String, Parsed<T>> oneOf(Class<T> type) {
        return text -> {
            for (T constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Parsed.valid(constant);
                }
            }
            return Parsed.invalid(quoted(text) + " is none of the words known here");
        };
    }

    static Parsed<Integer> number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number >= least && number <= most
                    ? Parsed.valid(number)
                    : Parsed.invalid(number + " is not from " + least + " to " + most);
        } catch (NumberFormatException malformed) {
            return Parsed.invalid(quoted(text) + " is not a whole number");
        }
    }

    static Parsed<Double> decimal(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            return number >= least && number <= most
                    ? Parsed.valid(number)
                    : Parsed.invalid(quoted(text) + " is too small or too large");
        } catch (NumberFormatException malformed) {
            return Parsed.invalid(quoted(text) + " is not a number");
        }
    }

    static Parsed<Duration> duration(String text, Duration least, Duration most) {
        Matcher matcher = AMOUNT.matcher(text);
        Duration unit = matcher.matches() ? TIME_UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            return Parsed.invalid(quoted(text) + " is not a time with its unit");
        }
        Duration duration = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0
                ? Parsed.valid(duration)
                : Parsed.invalid(quoted(text) + " is too short or too long");
    }

    static Parsed<ByteCount> size(String text, ByteCount least, ByteCount most) {
        Matcher matcher = AMOUNT.matcher(text);
        Long unit = matcher.matches() ? SIZE_UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            return Parsed.invalid(quoted(text) + " is not a size");
        }
        long amount = Long.parseLong(matcher.group(1));
        // Compared before it is multiplied, which could overflow.
        return amount <= most.bytes() / unit && amount * unit >= least.bytes()
                ? Parsed.valid(new ByteCount(amount * unit))
                : Parsed.invalid(quoted(text) + " is too small or too large");
    }

    static String show(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + "d";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    static String show(ByteCount size) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        long amount = size.bytes();
        int unit = 0;
        while (amount >= 1 << 10 && unit < units.length - 1) {
            amount >>= 10;
            unit++;
        }
        return amount + units[unit];
    }

    static String quoted(String text) {
        return "'" + Shown.text(text) + "'";
    }
}
