package io.lunette.server.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All routes, found by their segments in time that depends on the path's length only. Fixed once built. */
final class RouteTable {
    private final Node root = new Node();

    /** What a path is to the table. */
    sealed interface Match {
        /**
         * A route for the method and version.
         *
         * @param parameters the values of its {@code {name}} segments, by name
         */
        record Found(Route route, Map<String, String> parameters) implements Match {}

        /** The path is there, but not for that method. */
        record WrongVerb(Set<Verb> allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<Verb, List<Route>> routes = new EnumMap<>(Verb.class);

        @Nullable Node parameter;

        Node child(String segment) {
            if (!isParameter(segment)) {
                return literals.computeIfAbsent(segment, any -> new Node());
            }
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    void add(List<String> prefix, Route route) {
        Node node = root;
        for (String segment : prefix) {
            node = node.child(segment);
        }
        for (String segment : route.segments()) {
            node = node.child(segment);
        }
        node.routes.computeIfAbsent(route.verb(), any -> new ArrayList<>()).add(route);
    }

    /** A literal segment wins over a parameter; HEAD falls back to GET. */
    Match find(Verb verb, List<String> segments, Microversion version) {
        return find(root, 0, verb, segments, version);
    }

    private static Match find(Node node, int depth, Verb verb, List<String> segments, Microversion version) {
        if (depth == segments.size()) {
            return matchAt(node, verb, segments, version);
        }
        Node literal = node.literals.get(segments.get(depth));
        if (literal != null) {
            Match match = find(literal, depth + 1, verb, segments, version);
            if (!(match instanceof Match.Nothing)) {
                return match;
            }
        }
        return node.parameter == null ? new Match.Nothing() : find(node.parameter, depth + 1, verb, segments, version);
    }

    private static Match matchAt(Node node, Verb verb, List<String> segments, Microversion version) {
        Route route = inVersion(node, verb, version);
        if (route == null && verb == Verb.HEAD) {
            route = inVersion(node, Verb.GET, version);
        }
        if (route != null) {
            return new Match.Found(route, parameters(route, segments));
        }
        Set<Verb> allowed = allowed(node, version);
        return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongVerb(allowed);
    }

    private static @Nullable Route inVersion(Node node, Verb verb, Microversion version) {
        for (Route route : node.routes.getOrDefault(verb, List.of())) {
            if (route.versions().contains(version)) {
                return route;
            }
        }
        return null;
    }

    private static Set<Verb> allowed(Node node, Microversion version) {
        Set<Verb> allowed = new TreeSet<>();
        for (Verb verb : node.routes.keySet()) {
            if (inVersion(node, verb, version) != null) {
                allowed.add(verb);
            }
        }
        return allowed;
    }

    private static Map<String, String> parameters(Route route, List<String> segments) {
        int prefix = segments.size() - route.segments().size();
        Map<String, String> parameters = new HashMap<>();
        for (int index = 0; index < route.segments().size(); index++) {
            String segment = route.segments().get(index);
            if (isParameter(segment)) {
                parameters.put(segment.substring(1, segment.length() - 1), segments.get(prefix + index));
            }
        }
        return parameters;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }
}
