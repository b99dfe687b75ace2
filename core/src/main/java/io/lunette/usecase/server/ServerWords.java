package io.lunette.usecase.server;

import io.lunette.model.Server;
import java.util.Locale;

/** How failures speak of a server's state. */
final class ServerWords {
    private ServerWords() {}

    static String state(Server server) {
        return server.task()
                .map(task -> "in task_state " + task.wire())
                .orElseGet(() -> "in vm_state " + vmState(server));
    }

    private static String vmState(Server server) {
        return switch (server.status()) {
            case SHUTOFF -> "stopped";
            case BUILD -> "building";
            case REBOOT, HARD_REBOOT -> "active";
            default -> server.status().name().toLowerCase(Locale.ROOT);
        };
    }
}
