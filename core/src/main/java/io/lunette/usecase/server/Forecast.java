package io.lunette.usecase.server;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.ShownXml;
import io.lunette.domainxml.Xml;
import io.lunette.model.Caller;
import io.lunette.plan.DomainTrees;
import io.lunette.plan.Plan;
import io.lunette.plan.Preview;
import io.lunette.plan.Step;
import io.lunette.usecase.server.PlanWork.Decided;
import io.lunette.usecase.server.PlannedWork.Change;
import io.lunette.usecase.server.PlannedWork.PlannedStep;
import io.lunette.usecase.server.PlannedWork.Would;
import java.util.Optional;
import java.util.stream.Stream;

/** A decision told to the one who asked. */
final class Forecast {
    private final Decided decided;
    private final ShownXml shown;
    private final DomainTrees before;
    private final DomainTrees after;

    Forecast(Caller caller, Decided decided, Preview.Reach reach) {
        this.decided = decided;
        this.shown = caller.isAdmin() ? ShownXml.TO_ADMINISTRATORS : ShownXml.TO_EVERYBODY;
        this.before = DomainTrees.of(decided.now());
        this.after = Preview.after(decided.afterwards(), Preview.after(decided.plan(), before, reach));
    }

    Would would() {
        return new Would(
                decided.server(),
                Stream.concat(steps(decided.plan(), false), steps(decided.afterwards(), true))
                        .toList(),
                new Change(text(before.live()), text(after.live())),
                new Change(text(before.persistent()), text(after.persistent())));
    }

    private String text(Optional<Element> domain) {
        return domain.map(found -> Xml.print(shown.of(found)) + "\n").orElse("");
    }

    private Stream<PlannedStep> steps(Plan plan, boolean afterwards) {
        return plan.steps().stream()
                .map(step -> new PlannedStep(
                        step.kind(),
                        step.describe(),
                        step.scopes(),
                        step.undo().map(Step::describe),
                        afterwards,
                        device(step)));
    }

    private Optional<String> device(Step step) {
        return switch (step) {
            case Step.AttachController attach -> device(attach.controller().alias(), after);
            case Step.AttachDisk attach -> device(attach.disk().alias(), after);
            case Step.DetachDisk detach -> device(detach.alias(), before);
            case Step.DetachController detach -> device(detach.alias(), before);
            default -> Optional.empty();
        };
    }

    private Optional<String> device(String alias, DomainTrees domain) {
        return Stream.of(domain.live(), domain.persistent())
                .flatMap(Optional::stream)
                .flatMap(tree -> tree.child("devices").stream())
                .flatMap(devices -> devices.elements().stream())
                .filter(device -> device.child("alias")
                        .filter(name -> name.value("name").equals(alias))
                        .isPresent())
                .findFirst()
                .map(device -> Xml.pretty(shown.of(device.compact())));
    }
}
