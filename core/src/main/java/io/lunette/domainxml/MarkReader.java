package io.lunette.domainxml;

import io.lunette.failure.Parsed;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link ServerMark} wrote, of this version or an earlier one. */
public final class MarkReader {
    private final Element domain;
    private final Element mark;

    private MarkReader(Element domain, Element mark) {
        this.domain = domain;
        this.mark = mark;
    }

    /** The mark of a domain, if it has one. */
    public static Optional<Element> find(Element domain) {
        return domain.child("metadata").flatMap(metadata -> metadata.child("server"));
    }

    /**
     * The server that a domain says it is, on this host and in this status; it counts as updated and launched when it was
     * created, and has neither task nor fault.
     */
    public static Parsed<Server> read(Element domain, HostName host, ServerStatus status) {
        Optional<Element> mark = find(domain);
        if (mark.isEmpty()) {
            return Parsed.invalid("it has no mark of Lunette's in its metadata");
        }
        try {
            return Parsed.valid(new MarkReader(domain, mark.get()).server(host, status));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Parsed.invalid("its mark cannot be read: " + unreadable.getMessage());
        }
    }

    private Server server(HostName host, ServerStatus status) {
        Instant created = Instant.parse(text("created"));
        return new Server(
                ServerId.parse(mark.value("id")).get(),
                0,
                text("name"),
                optional("description").orElse(""),
                new ProjectId(text("project")),
                new UserId(text("user")),
                MarkedFlavor.read(domain, mark),
                parsed("image", image -> ImageId.parse(image).get()),
                optional("key"),
                metadata(),
                MarkText.values(mark, "tag"),
                host,
                Iqn.parse(text("initiator")).get(),
                status,
                Optional.empty(),
                Optional.empty(),
                optional("locked").isPresent(),
                optional("locked").filter(reason -> !reason.isEmpty()),
                created,
                created,
                Optional.of(created));
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        mark.children("meta").forEach(entry -> metadata.put(MarkText.key(entry), MarkText.value(entry)));
        return metadata;
    }

    private String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("it has no <" + name + ">"));
    }

    private Optional<String> optional(String name) {
        return mark.child(name).map(MarkText::value);
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return optional(name).map(parse);
    }
}
