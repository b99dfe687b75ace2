package io.lunette.server.http.compute;

import io.lunette.failure.RequestFailure;
import io.lunette.model.HostName;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads where a server is to be made: {@code availability_zone} as {@code nova}, {@code nova:HOST}, and {@code host} of 2.74. */
record PlacementReading(RequestContext request) {
    private static final String ZONE = "nova";

    Supplier<Optional<HostName>> read(JsonFields server) {
        server.optionalText("availability_zone", 255);
        Field<Optional<String>> host = request.since(2, 74) ? server.optionalText("host", 255) : Field.absent();
        Field<Optional<String>> node =
                request.since(2, 74) ? server.optionalText("hypervisor_hostname", 255) : Field.absent();
        Optional<String> ofZone = hostOfZone(server);
        return () -> host.get().or(node).or(() -> ofZone).map(HostName::new);
    }

    private static Optional<String> hostOfZone(JsonFields server) {
        String text = server.node("availability_zone").asText("");
        List<String> parts = List.of(text.split(":", -1));
        if (!text.isEmpty() && !parts.getFirst().equals(ZONE)) {
            server.refuse(new RequestFailure.InvalidField(
                    "availability_zone",
                    "The requested availability zone is not available: '" + Shown.text(text) + "'",
                    "nova, or nova:HOST"));
        }
        return parts.stream().skip(1).filter(part -> !part.isEmpty()).findFirst();
    }
}
