package io.lunette.server.http;

import io.helidon.common.uri.UriEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's path, decoded segment by segment, so that an encoded slash stays within its segment.
 *
 * @param project the project that older clients put after the version ({@code /volume/v3/PROJECT/volumes}), taken out of
 *     {@code segments}
 */
record RequestPath(Service service, List<String> segments, Optional<String> project) {
    private static final Pattern PROJECT = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** As {@code /volume/v3}; the services that old clients put a project behind all have two. */
    private static final int SERVICE_SEGMENTS = 2;

    /** Empty when the percent-encoding is malformed. */
    static Optional<RequestPath> parse(String rawPath) {
        List<String> segments = new ArrayList<>();
        try {
            for (String segment : rawPath.split("/", -1)) {
                if (!segment.isEmpty()) {
                    segments.add(UriEncoding.decodeUri(segment));
                }
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(withoutProject(Service.of(segments), segments));
    }

    private static RequestPath withoutProject(Service service, List<String> segments) {
        int place = SERVICE_SEGMENTS;
        boolean legacy = service.hasMicroversions()
                && segments.size() > place
                && PROJECT.matcher(segments.get(place)).matches();
        Optional<String> project = legacy ? Optional.of(segments.remove(place)) : Optional.empty();
        return new RequestPath(service, segments, project);
    }
}
