package io.lunette.server.http;

import java.util.Arrays;
import java.util.List;

/**
 * One call of an API.
 *
 * @param segments of the path after the service's prefix; {@code {name}} stands for one segment of any text
 * @param versions in which the call exists; outside of them it is 404, as in Nova
 */
public record Route(Verb verb, List<String> segments, MicroversionRange versions, Access access, Handler handler) {
    public Route {
        segments = List.copyOf(segments);
    }

    public static Route get(String path, Handler handler) {
        return of(Verb.GET, path, handler);
    }

    public static Route head(String path, Handler handler) {
        return of(Verb.HEAD, path, handler);
    }

    public static Route post(String path, Handler handler) {
        return of(Verb.POST, path, handler);
    }

    public static Route put(String path, Handler handler) {
        return of(Verb.PUT, path, handler);
    }

    public static Route patch(String path, Handler handler) {
        return of(Verb.PATCH, path, handler);
    }

    public static Route delete(String path, Handler handler) {
        return of(Verb.DELETE, path, handler);
    }

    /** {@code path} as {@code /servers/{server_id}}; {@code ""} is the prefix itself. */
    public static Route of(Verb verb, String path, Handler handler) {
        return new Route(verb, split(path), MicroversionRange.ANY, Access.PROJECT, handler);
    }

    /** The same call, from microversion {@code major.minor} on. */
    public Route since(int major, int minor) {
        return in(new MicroversionRange(new Microversion(major, minor), versions.max()));
    }

    /** The same call, up to and with microversion {@code major.minor}. */
    public Route until(int major, int minor) {
        return in(new MicroversionRange(versions.min(), new Microversion(major, minor)));
    }

    public Route access(Access other) {
        return new Route(verb, segments, versions, other, handler);
    }

    private Route in(MicroversionRange range) {
        return new Route(verb, segments, range, access, handler);
    }

    private static List<String> split(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
