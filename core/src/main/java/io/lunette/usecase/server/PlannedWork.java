package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.model.Server;
import io.lunette.port.Hypervisor.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What would come of a request. */
public sealed interface PlannedWork {

    /** It would be refused. */
    record Refused(Failure why) implements PlannedWork {}

    /**
     * It would be done so, if each step does just what it says.
     *
     * @param server one that is to be made has an id here that it will not have then
     * @param live what the running domain is and would be; empty texts where it does not run
     * @param persistent the same of its definition
     */
    record Would(Server server, List<PlannedStep> steps, Change live, Change persistent) implements PlannedWork {
        public Would {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step of it.
     *
     * @param kind a stable word: {@code attach-controller}
     * @param does for people
     * @param scopes what of the domain it reaches; empty for what is done elsewhere
     * @param undo what takes it back, for people; empty for looks, and for what is not taken back
     * @param afterwards whether it is done when the work itself has been answered
     * @param device the XML of the device that it attaches or detaches
     */
    record PlannedStep(
            String kind,
            String does,
            Set<Scope> scopes,
            Optional<String> undo,
            boolean afterwards,
            Optional<String> device) {
        public PlannedStep {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A domain's XML before and after; empty texts where there is none. */
    record Change(String before, String after) {}
}
