package io.lunette.server.http;

import java.util.List;

/** A set of routes of one service. One service may have several. */
public interface Api {
    Service service();

    List<Route> routes();
}
