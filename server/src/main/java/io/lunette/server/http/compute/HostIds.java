package io.lunette.server.http.compute;

import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that Nova derives from what it knows of a server. */
final class HostIds {
    private static final Pattern NOT_IN_HOSTNAMES = Pattern.compile("[^a-z0-9.-]+");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");
    private static final int LONGEST_HOSTNAME = 63;

    private HostIds() {}

    /** {@code hostId}: tells a project whether two of its servers share a host, and not which it is. */
    static String of(ProjectId project, HostName host) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-224");
            return HexFormat.of()
                    .formatHex(sha.digest((project.text() + host.text()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The name that the server's guest would have in DNS; {@code Server-ID} where nothing of its name may stand there. */
    static String hostname(Server server) {
        return isHostname(server.name()) ? server.name() : derived(server);
    }

    /** Whether nothing needs to be done to the name; most are so. */
    private static boolean isHostname(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_HOSTNAME
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    private static String derived(Server server) {
        String plain = NOT_IN_HOSTNAMES
                .matcher(
                        server.name().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-'))
                .replaceAll("");
        String trimmed = EDGES.matcher(plain.substring(0, Math.min(plain.length(), LONGEST_HOSTNAME)))
                .replaceAll("");
        return trimmed.isEmpty() ? "Server-" + server.id() : trimmed;
    }

    /** What names the servers of one request together. */
    static String reservation(Server server) {
        return "r-" + server.id().toString().substring(0, 8);
    }
}
