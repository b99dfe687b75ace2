package io.lunette.usecase.server;

import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;

/** Work on a server that somebody might ask for, and wants planned first. */
public sealed interface Work {

    record Attach(AttachVolume.Request request) implements Work {}

    record Detach(ServerId server, VolumeId volume) implements Work {}

    /**
     * A server that is to be made.
     *
     * @param max how many alike; the first of them is planned */
    record Boot(BootServer.Request request, int max) implements Work {}

    record Start(ServerId server) implements Work {}

    record HardReboot(ServerId server) implements Work {}

    record Delete(ServerId server) implements Work {}
}
