package io.lunette.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * Kills the service before and after every record of a piece of work, on real parts, starts it again, and looks whether
 * store, libvirt and target say the same afterwards and nothing is left.
 */
public final class KillMatrix {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final int MOST_PLACES = 200;

    private final Lab lab;
    private final String flavor;
    private Api api;

    public KillMatrix(Lab lab) {
        this.lab = lab;
        new Stock(lab).flavor("tiny", 64);
        this.api = lab.connect(Api::as);
        this.flavor = api.flavor("tiny");
    }

    /** What a work is done to. */
    private record Things(String server, String root, String volume) {}

    /** A kind of work. */
    public enum Kind {
        BOOT("create"),
        ATTACH_WITH_NEW_CONTROLLER("attach_volume"),
        ATTACH("attach_volume"),
        DETACH("detach_volume"),
        EXTEND("extend_volume"),
        DELETE("delete");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    /** How many places the work was killed at; it survived all of them, or this throws. */
    public int run(Kind kind) {
        for (int place = 1; place <= MOST_PLACES; place++) {
            if (!killedAt(kind, place)) {
                startWithoutHalt();
                return place - 1;
            }
        }
        throw new IllegalStateException(kind + " has no end");
    }

    /** The service that was to be killed and was not would be later, by other work of that kind. */
    private void startWithoutHalt() {
        lab.kill();
        lab.startAgain();
        api = lab.connect(Api::as);
    }

    private boolean killedAt(Kind kind, int place) {
        Things things = prepare(kind);
        lab.kill();
        lab.startAgain("-Dlunette.halt-at=" + kind.action + ":" + place);
        api = lab.connect(Api::as);
        act(kind, things);
        boolean killed = !survivesTheWork();
        if (killed) {
            lab.startAgain();
            api = lab.connect(Api::as);
        }
        try {
            Agreement agreement = new Agreement(lab, api);
            agreement.settle();
            agreement.check();
        } catch (IllegalStateException | AssertionError broken) {
            throw new AssertionError(kind + " killed at place " + place + ": " + broken.getMessage(), broken);
        }
        clear(things);
        return killed;
    }

    private Things prepare(Kind kind) {
        String root = kind == Kind.ATTACH_WITH_NEW_CONTROLLER ? plainRoot() : api.rootVolume("root");
        String server = switch (kind) {
            case BOOT -> "";
            case ATTACH_WITH_NEW_CONTROLLER -> plainServer(root);
            case ATTACH, DETACH, EXTEND, DELETE -> api.server("killed", flavor, root);
        };
        String volume = api.volume("data", 1, true);
        if (kind == Kind.DETACH || kind == Kind.EXTEND || kind == Kind.DELETE) {
            api.attach(server, volume);
        }
        return new Things(server, root, volume);
    }

    private String plainRoot() {
        String id = api.volume("root", 1, false);
        api.post("/volume/v3/volumes/" + id + "/action", "{\"os-set_bootable\":{\"bootable\":true}}");
        return id;
    }

    /** One without any SCSI controller. */
    private String plainServer(String root) {
        String id = api.post("/compute/v2.1/servers", """
                        {"server":{"name":"killed","flavorRef":"%s","imageRef":"","networks":"none",
                        "block_device_mapping_v2":[{"uuid":"%s","source_type":"volume","destination_type":"volume",
                        "boot_index":"0"}]}}""".formatted(flavor, root))
                .at("/server/id")
                .asText();
        api.awaitServer(id);
        return id;
    }

    /** Asks for it; the answer may never come. */
    private void act(Kind kind, Things things) {
        try {
            switch (kind) {
                case BOOT -> api.tryPost("/compute/v2.1/servers", """
                        {"server":{"name":"killed","flavorRef":"%s","imageRef":"","networks":"none",
                        "block_device_mapping_v2":[{"uuid":"%s","source_type":"volume","destination_type":"volume",
                        "disk_bus":"scsi","device_type":"lun","boot_index":"0"}]}}""".formatted(flavor, things.root()));
                case ATTACH_WITH_NEW_CONTROLLER, ATTACH -> api.tryAttach(things.server(), things.volume());
                case DETACH -> api.delete(Agreement.attachments(things.server()) + "/" + things.volume());
                case EXTEND -> api.tryExtend(things.volume(), 3);
                case DELETE -> api.delete("/compute/v2.1/servers/" + things.server());
            }
        } catch (UncheckedIOException died) {
            // As it should.
        }
    }

    private boolean survivesTheWork() {
        while (lab.survives(MOMENT)) {
            try {
                if (!isBusy()) {
                    return lab.survives(MOMENT);
                }
            } catch (UncheckedIOException died) {
                return false;
            }
        }
        return false;
    }

    private boolean isBusy() {
        return !api.get("/v1/operations?running=true&all_tenants=true")
                .path("operations")
                .isEmpty();
    }

    /** Everything goes, so that the next place finds an empty world. */
    private void clear(Things things) {
        for (JsonNode server : api.get("/compute/v2.1/servers").path("servers")) {
            api.delete("/compute/v2.1/servers/" + server.path("id").asText());
        }
        api.await("/compute/v2.1/servers", body -> body.path("servers").isEmpty());
        for (String volume : List.of(things.root(), things.volume())) {
            api.delete("/volume/v3/volumes/" + volume);
        }
        api.await("/volume/v3/volumes", body -> body.path("volumes").isEmpty());
        if (!lab.targets().isEmpty()) {
            throw new IllegalStateException("targets are left: " + lab.targets());
        }
    }
}
