package io.lunette.model;

import java.util.Locale;

/** What is being done to a server now; {@link #wire()} is the Compute API's {@code task_state}. */
public enum ServerTask {
    BLOCK_DEVICE_MAPPING,
    SPAWNING,
    POWERING_ON,
    POWERING_OFF,
    REBOOTING,
    REBOOTING_HARD("reboot_started_hard"),
    MIGRATING,
    DELETING;

    private final String wire;

    ServerTask() {
        this.wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    ServerTask(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return this == BLOCK_DEVICE_MAPPING ? "block_device_mapping" : wire;
    }
}
