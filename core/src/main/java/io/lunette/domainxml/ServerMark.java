package io.lunette.domainxml;

import static java.util.stream.Collectors.toMap;

import io.lunette.domainxml.DomainSpec.DiskTag;
import io.lunette.model.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lunette's mark in a domain's {@code <metadata>}: it makes the domain Lunette's, and says all that is known of the server
 * and not of its devices, so that the domain alone can tell it when the store is lost. What is done with the server (its
 * status, its task, a fault) is not in it.
 */
public final class ServerMark {
    static final String PREFIX = "lunette";

    private ServerMark() {}

    /** The mark, which declares its namespace. */
    public static Element of(Server server, List<DiskTag> tags) {
        return Tree.build(PREFIX + ":server", mark -> {
            mark.attribute("xmlns:" + PREFIX, DomainSpec.NAMESPACE).attribute("id", server.id());
            write(mark, server);
            tags.forEach(tag -> mark.child(
                    name("disk"), disk -> disk.attribute("alias", tag.alias()).attribute("tag", tag.tag())));
        });
    }

    private static void write(Tree mark, Server server) {
        MarkText.write(mark, name("name"), server.name());
        if (!server.description().isEmpty()) {
            MarkText.write(mark, name("description"), server.description());
        }
        mark.text(name("project"), server.project());
        mark.text(name("user"), server.user());
        MarkedFlavor.write(mark, server.flavor());
        mark.text(name("initiator"), server.initiator());
        server.image().ifPresent(image -> mark.text(name("image"), image));
        server.keyName().ifPresent(key -> MarkText.write(mark, name("key"), key));
        mark.text(name("created"), server.created());
        new TreeMap<>(server.metadata()).forEach((key, value) -> MarkText.write(mark, name("meta"), key, value));
        server.tags().forEach(tag -> MarkText.write(mark, name("tag"), tag));
        if (server.locked()) {
            MarkText.write(mark, name("locked"), server.lockedReason().orElse(""));
        }
    }

    static String name(String local) {
        return PREFIX + ":" + local;
    }

    /** What users call disks, by the disks' aliases. */
    public static Map<String, String> diskTags(Element mark) {
        return mark.children("disk").stream()
                .collect(toMap(disk -> disk.value("alias"), disk -> disk.value("tag"), (first, again) -> again));
    }
}
