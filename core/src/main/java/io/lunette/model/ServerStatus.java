package io.lunette.model;

/** A server's status in the words of the Compute API. */
public enum ServerStatus {
    BUILD,
    ACTIVE,
    SHUTOFF,
    PAUSED,
    REBOOT,
    HARD_REBOOT,
    MIGRATING,
    ERROR,
    DELETED
}
