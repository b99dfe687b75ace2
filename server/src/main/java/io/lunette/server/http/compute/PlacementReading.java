package io.lunette.server.http.compute;

import io.lunette.model.HostName;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads where a server is to be made: {@code availability_zone} as {@code ZONE}, {@code ZONE:HOST} and {@code :HOST}, and
 * {@code host} of 2.74.
 */
record PlacementReading(RequestContext request) {

    /** What was asked for; whether it is there is the use case's to say. */
    record Where(Optional<String> zone, Optional<HostName> host) {}

    Supplier<Where> read(JsonFields server) {
        server.optionalText("availability_zone", 255);
        Field<Optional<String>> host = request.since(2, 74) ? server.optionalText("host", 255) : Field.absent();
        Field<Optional<String>> node =
                request.since(2, 74) ? server.optionalText("hypervisor_hostname", 255) : Field.absent();
        List<String> parts = List.of(server.node("availability_zone").asText("").split(":", -1));
        Optional<String> ofZone =
                parts.stream().skip(1).filter(part -> !part.isEmpty()).findFirst();
        return () -> new Where(
                Optional.of(parts.getFirst()).filter(zone -> !zone.isEmpty()),
                host.get().or(node).or(() -> ofZone).map(HostName::new));
    }
}
