package io.lunette.model;

import io.lunette.failure.Parsed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A libvirt URI of a QEMU host's system daemon, as {@code qemu:///system} and
 * {@code qemu+ssh://root@north/system?keyfile=/etc/lunette/id_ed25519} (libvirt: "Connection URIs", "Remote support").
 * What would run a command of somebody's choice on the controller, or holds a password, is none.
 */
public record HostUri(URI uri) {
    /** What {@link #parse} takes. */
    public static final String FORM =
            "qemu:///system, qemu+ssh://USER@HOST/system?keyfile=PATH, qemu+tls://HOST/system, or qemu+unix:///system?socket=PATH";

    private static final Set<String> TRANSPORTS =
            Set.of("qemu", "qemu+unix", "qemu+ssh", "qemu+libssh", "qemu+libssh2", "qemu+tls", "qemu+tcp");
    private static final Set<String> PARAMETERS = Set.of(
            "keyfile",
            "known_hosts",
            "known_hosts_verify",
            "mode",
            "no_tty",
            "no_verify",
            "pkipath",
            "proxy",
            "socket",
            "sshauth");
    private static final Set<String> UNCHECKED =
            Set.of("no_verify=1", "known_hosts_verify=ignore", "known_hosts_verify=auto");
    private static final Pattern SEPARATORS = Pattern.compile("[&;]");

    public static Parsed<HostUri> parse(String text) {
        try {
            HostUri parsed = new HostUri(new URI(text));
            return parsed.problem()
                    .<Parsed<HostUri>>map(problem -> Parsed.invalid("'" + Shown.text(text) + "': " + problem))
                    .orElseGet(() -> Parsed.valid(parsed));
        } catch (URISyntaxException malformed) {
            return Parsed.invalid("'" + Shown.text(text) + "' is not a URI");
        }
    }

    private Optional<String> problem() {
        if (!TRANSPORTS.contains(transport())) {
            return Optional.of("it is not a libvirt URI of a QEMU host");
        }
        if (!"/system".equals(uri.getPath())) {
            return Optional.of("its path is not /system: other daemons of libvirt have no LUNs");
        }
        if (uri.getUserInfo() != null && uri.getUserInfo().contains(":")) {
            return Optional.of("it has a password, which everybody would see: use a key file");
        }
        if (isRemote() && uri.getHost() == null) {
            return Optional.of("it names no host");
        }
        return parameters().stream()
                .map(parameter -> parameter.split("=", 2)[0])
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .map(name -> "the parameter '" + Shown.text(name) + "' is not taken");
    }

    private String transport() {
        return uri.getScheme() == null ? "" : uri.getScheme();
    }

    private List<String> parameters() {
        return uri.getRawQuery() == null ? List.of() : List.of(SEPARATORS.split(uri.getRawQuery()));
    }

    private boolean isRemote() {
        return uri.getHost() != null || !Set.of("qemu", "qemu+unix").contains(transport());
    }

    /** Whether the host is another machine, as far as the URI says: it has its own loopback interface. */
    public boolean isElsewhere() {
        return isRemote() && !Portal.isLoopback(uri.getHost());
    }

    /** Why nobody should trust what comes over it; empty where libvirt checks who is at the other end. */
    public Optional<String> weakness() {
        if (transport().equals("qemu+tcp")) {
            return Optional.of("it has neither encryption nor a check of who is at the other end");
        }
        return parameters().stream()
                .filter(UNCHECKED::contains)
                .findFirst()
                .map(parameter -> "'" + parameter + "' lets anybody pass for the host");
    }

    /** The same, such that nothing ever asks for a password on the controller's terminal. */
    public URI withoutQuestions() {
        boolean asks =
                transport().endsWith("ssh") && parameters().stream().noneMatch(each -> each.startsWith("no_tty="));
        return asks ? URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + "no_tty=1") : uri;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
