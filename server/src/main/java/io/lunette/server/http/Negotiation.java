package io.lunette.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.ProtocolFailure;
import io.lunette.model.Shown;
import java.util.Optional;

/** Which microversion a request asks for. Nothing asked for is the lowest; {@code latest} the highest. */
final class Negotiation {
    static final HeaderName VERSION = HeaderNames.create("OpenStack-API-Version");
    static final HeaderName NOVA_VERSION = HeaderNames.create("X-OpenStack-Nova-API-Version");

    private Negotiation() {}

    static Outcome<Microversion> version(Service service, ServerRequestHeaders headers) {
        if (!service.hasMicroversions()) {
            return Outcome.done(service.versions().min());
        }
        return asked(service, headers)
                .map(text -> read(service, text))
                .orElseGet(() -> Outcome.done(service.versions().min()));
    }

    /** As {@link #version}, and the highest when nothing is asked for. */
    static Outcome<Microversion> versionOrNewest(Service service, ServerRequestHeaders headers) {
        return asked(service, headers)
                .map(text -> read(service, text))
                .orElseGet(() -> Outcome.done(service.versions().max()));
    }

    private static Optional<String> asked(Service service, ServerRequestHeaders headers) {
        Optional<String> modern = headers.first(VERSION).flatMap(text -> ofService(service, text));
        return modern.isPresent() || service != Service.COMPUTE
                ? modern
                : headers.first(NOVA_VERSION).map(String::trim);
    }

    /** The header may name several services: {@code compute 2.89, volume 3.60}. */
    private static Optional<String> ofService(Service service, String header) {
        for (String entry : header.split(",", -1)) {
            String[] words = entry.trim().split("\\s+", 2);
            if (words.length == 2 && words[0].equalsIgnoreCase(service.versionName())) {
                return Optional.of(words[1]);
            }
        }
        return Optional.empty();
    }

    private static Outcome<Microversion> read(Service service, String text) {
        MicroversionRange range = service.versions();
        if (text.equals("latest")) {
            return Outcome.done(range.max());
        }
        return switch (Microversion.parse(text)) {
            case Parsed.Invalid<Microversion> invalid ->
                Outcome.failed(new ProtocolFailure.VersionMalformed(Shown.text(text)));
            case Parsed.Valid<Microversion> valid when range.contains(valid.value()) -> Outcome.done(valid.value());
            case Parsed.Valid<Microversion> valid ->
                Outcome.failed(new ProtocolFailure.VersionUnsupported(
                        text, range.min().toString(), range.max().toString()));
        };
    }
}
