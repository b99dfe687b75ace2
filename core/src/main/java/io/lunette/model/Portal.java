package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an iSCSI target listens: host name or address, and TCP port (3260 by default, RFC 7143). */
public record Portal(String host, int port) {
    public static final int DEFAULT_PORT = 3260;
    private static final Pattern SHAPE = Pattern.compile(
            "(?:\\[(?=[^\\]]*:)([0-9a-fA-F:.]{2,45})\\]|([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?))(?::([0-9]{1,5}))?");

    public static Parsed<Portal> parse(String raw) {
        Matcher matcher = SHAPE.matcher(raw);
        if (!matcher.matches()) {
            return Parsed.invalid("'" + Shown.text(raw) + "' is not a portal (host:port or [ipv6]:port)");
        }
        int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65535) {
            return Parsed.invalid("port " + port + " is not between 1 and 65535");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return Parsed.valid(new Portal(host, port));
    }

    /** Whether only the machine itself reaches it there. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    /** Whether a host name or address means the machine that uses it. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
