package io.lunette.server.store;

/** What a commit waits for. */
enum Durability {
    /** The disk: what was written outlives a power cut. */
    ON_DISK,

    /** Nothing: a crash of the machine may take back what nobody needs then. */
    LOOSE
}
