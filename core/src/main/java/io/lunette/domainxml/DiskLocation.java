package io.lunette.domainxml;

import io.lunette.model.Connection;

/** Where a disk's source turned out to be. */
public sealed interface DiskLocation {

    record Reached(Connection connection) implements DiskLocation {}

    record File(String path) implements DiskLocation {}
}
