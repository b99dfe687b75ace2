package io.lunette.plan;

import io.lunette.port.Hypervisor.Scope;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes of a plan when the guest, not being up, keeps its controllers: only the definition loses them. */
public final class KeptByGuest {

    private KeptByGuest() {}

    public static Plan of(Plan plan) {
        return new Plan(
                plan.server(), plan.steps().stream().map(KeptByGuest::step).toList());
    }

    private static Step step(Step step) {
        return switch (step) {
            case Step.DetachController detach ->
                new Step.DetachController(detach.index(), detach.alias(), without(Scope.LIVE, detach.scopes()));
            case Step.RemoveIoThread remove ->
                new Step.RemoveIoThread(remove.number(), without(Scope.LIVE, remove.scopes()));
            default -> step;
        };
    }

    /** What is left of the plan, on such a guest, when its disk cannot be attached and all is taken back. */
    public static Plan afterFailing(Plan plan) {
        return new Plan(
                plan.server(),
                plan.steps().stream()
                        .<Step>mapMulti((step, left) -> {
                            switch (step) {
                                case Step.AttachController attach ->
                                    left.accept(new Step.AttachController(
                                            attach.controller(), without(Scope.PERSISTENT, attach.scopes())));
                                case Step.AddIoThread add ->
                                    left.accept(new Step.AddIoThread(
                                            add.number(), without(Scope.PERSISTENT, add.scopes())));
                                default -> {}
                            }
                        })
                        .toList());
    }

    private static Set<Scope> without(Scope scope, Set<Scope> scopes) {
        return scopes.stream().filter(other -> other != scope).collect(Collectors.toUnmodifiableSet());
    }
}
