package io.lunette.server;

import io.lunette.server.config.Settings;
import java.net.URI;

/** The service while it runs. Closing it lets requests and work in the background end, within 10 s. */
record Service(Settings settings, URI endpoint, Opened opened) implements AutoCloseable {

    /** The one line that says that it is ready, and where. */
    String readyLine() {
        return "Lunette serves on " + endpoint + " (state " + settings.state() + ")"
                + (settings.simulate() ? " SIMULATED: no server and no LUN is real" : "");
    }

    @Override
    public void close() {
        opened.close();
    }
}
