package io.lunette.server.http.volume;

/** What Lunette is where Cinder's API asks for hosts, pools and zones: one service with one pool in one zone. */
final class Backend {
    static final String ZONE = "nova";
    static final String HOST = "lunette@lunette";
    static final String POOL = HOST + "#lunette";

    private Backend() {}
}
