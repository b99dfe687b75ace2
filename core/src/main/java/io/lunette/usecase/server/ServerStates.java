package io.lunette.usecase.server;

import io.lunette.model.Server;
import java.util.Locale;

/** A server's state in the Compute API's other words. */
public final class ServerStates {
    private ServerStates() {}

    /** {@code OS-EXT-STS:vm_state}. */
    public static String vmState(Server server) {
        return switch (server.status()) {
            case SHUTOFF -> "stopped";
            case BUILD -> "building";
            case REBOOT, HARD_REBOOT, MIGRATING -> "active";
            default -> server.status().name().toLowerCase(Locale.ROOT);
        };
    }

    /** {@code OS-EXT-STS:power_state}: 0 none known, 1 running, 3 paused, 4 off. */
    public static int powerState(Server server) {
        return switch (server.status()) {
            case ACTIVE, REBOOT, HARD_REBOOT, MIGRATING -> 1;
            case PAUSED -> 3;
            case SHUTOFF -> 4;
            case BUILD, ERROR, DELETED -> 0;
        };
    }

    /** How failures speak of it. */
    static String sentence(Server server) {
        return server.task()
                .map(task -> "in task_state " + task.wire())
                .orElseGet(() -> "in vm_state " + vmState(server));
    }
}
