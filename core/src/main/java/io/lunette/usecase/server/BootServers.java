package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.usecase.server.BootServer.Planned;
import io.lunette.usecase.server.BootServer.Request;
import java.util.ArrayList;
import java.util.List;

/** Makes several servers alike in one request, {@code NAME-1}, {@code NAME-2} and so on. */
public final class BootServers {
    private final BootServer boot;
    private final DeleteServer delete;

    public BootServers(BootServer boot, DeleteServer delete) {
        this.boot = boot;
        this.delete = delete;
    }

    /**
     * At least {@code min} servers, and up to {@code max} if they can be made; never fewer: those that were begun are
     * deleted then.
     */
    public Outcome<List<Server>> boot(Caller caller, Request request, int min, int max) {
        if (max == 1) {
            return boot.boot(caller, request).map(List::of);
        }
        return alike(request, max).then(fine -> bootAll(caller, fine, min, max));
    }

    /** Looks and decides how the first of up to {@code max} servers would be made, and changes nothing. */
    Outcome<Planned> decide(Caller caller, Request request, int max) {
        return max == 1
                ? boot.decide(caller, request)
                : alike(request, max).then(fine -> boot.decide(caller, named(fine, 1)));
    }

    private static Outcome<Request> alike(Request request, int max) {
        return request.blockDevices().stream().noneMatch(BootServers::isVolume)
                ? Outcome.done(request)
                : Outcome.failed(new PlanFailure.BadMapping(
                        "a volume for " + max + " servers",
                        "a volume is on one server only",
                        "Ask for one server a volume"));
    }

    private Outcome<List<Server>> bootAll(Caller caller, Request request, int min, int max) {
        List<Server> begun = new ArrayList<>();
        for (int number = 1; number <= max; number++) {
            Outcome<Server> server = boot.boot(caller, named(request, number));
            server.ifDone(begun::add);
            if (server instanceof Outcome.Failed<Server>(Failure failure)) {
                return begun.size() >= min ? Outcome.done(begun) : takeBack(caller, begun, failure);
            }
        }
        return Outcome.done(begun);
    }

    private static boolean isVolume(BlockDeviceMapping entry) {
        return entry.source() == BlockDeviceMapping.Source.VOLUME;
    }

    private Outcome<List<Server>> takeBack(Caller caller, List<Server> begun, Failure failure) {
        begun.forEach(server -> delete.delete(caller, server.id()));
        return Outcome.failed(failure);
    }

    private static Request named(Request request, int number) {
        return new Request(
                request.name() + "-" + number,
                request.description(),
                request.flavorId(),
                request.image(),
                request.blockDevices(),
                request.metadata(),
                request.tags(),
                request.keyName(),
                request.zone(),
                request.host());
    }
}
