package io.lunette.server;

import io.lunette.server.config.Settings;
import java.net.URI;

/** Where clients on this machine find the service. */
final class Endpoint {
    private Endpoint() {}

    /** @param port the one that the system chose, where the settings say 0 */
    static URI of(Settings settings, int port) {
        return settings.publicEndpoint().orElseGet(() -> URI.create("http://" + reachable(settings, port)));
    }

    /** An address that stands for all of them is none that one can connect to. */
    private static Settings.Listen reachable(Settings settings, int port) {
        String address = settings.listen().address();
        return new Settings.Listen(
                switch (address) {
                    case "0.0.0.0" -> "127.0.0.1";
                    case "::" -> "::1";
                    default -> address;
                },
                port);
    }
}
