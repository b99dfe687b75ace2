package io.lunette.server.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** The URL of a list's next part: the same question with another marker. */
final class NextUrl {
    private NextUrl() {}

    static String after(RequestContext request, String marker) {
        StringJoiner query = new StringJoiner("&", "?", "");
        for (String name : request.queryNames()) {
            if (!name.equals("marker")) {
                request.queries(name).forEach(value -> query.add(encode(name) + "=" + encode(value)));
            }
        }
        query.add("marker=" + encode(marker));
        return request.url(request.path()) + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
