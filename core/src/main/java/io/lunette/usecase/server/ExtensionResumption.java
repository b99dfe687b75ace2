package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.LunIdentity;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import io.lunette.run.Fence;
import io.lunette.run.GrownLuns;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Works.UnderWay;
import java.util.List;
import java.util.Optional;

/** Brings one server's part in an extension to its end that was cut off: nobody knows how far it came. */
record ExtensionResumption(Works works, Attachments attachments, World world, Server server, Volume volume) {

    void resume(UnderWay work, Fence fence) {
        PlanRunner runner = new PlanRunner(world, fence);
        Plan plan = work.entry().plan().orElseThrow();
        Optional<Failure> stillRests = goOn(plan, runner, work);
        if (stillRests.isPresent()) {
            works.later(work, false);
            return;
        }
        Outcome<LunIdentity> found =
                new GrownLuns(world, server.id()).look(volume.id(), volume.lun().orElseThrow(), server.initiator());
        switch (found) {
            case Outcome.Done<LunIdentity>(LunIdentity truth) -> tell(plan, truth, runner, work);
            case Outcome.Failed<LunIdentity>(Failure why) -> notYet(why, work);
        }
    }

    /** The guest first, whatever else is to be found out. */
    private Optional<Failure> goOn(Plan plan, PlanRunner runner, UnderWay work) {
        boolean paused = plan.steps().stream().anyMatch(Step.PauseGuest.class::isInstance);
        Outcome<Ran> gone = paused
                ? runner.run(new Plan(server.id(), List.of(new Step.ResumeGuest())), work.action())
                : runner.run(new Plan(server.id(), List.of()), work.action());
        // Where there is no domain no guest stands still.
        return gone.failureIfAny().filter(why -> !(why instanceof HostFailure.NoSuchDomain));
    }

    private void notYet(Failure why, UnderWay work) {
        if (Works.isNoAnswer(why) && work.entry().tries() < Works.MOST_TRIES) {
            works.later(work, true);
        } else {
            end(work, why);
        }
    }

    private void tell(Plan plan, LunIdentity truth, PlanRunner runner, UnderWay work) {
        List<Step> told = plan.steps().stream()
                .flatMap(step -> withSize(step, truth.size()).stream())
                .toList();
        Outcome<Unit> outcome =
                runner.run(new Plan(server.id(), told), work.action()).map(ran -> Unit.UNIT);
        attachments.store().atomically(() -> {
            attachments.rested(volume.id(), Optional.of(truth));
            switch (outcome) {
                case Outcome.Done<Unit> done
                when wanted(plan).compareTo(truth.size()) <= 0 -> {
                    work.action().succeeded();
                    works.end(work.entry());
                }
                case Outcome.Done<Unit> done ->
                    end(work, new ServerFailure.Interrupted(server.id().toString()));
                case Outcome.Failed<Unit>(Failure why) -> notYet(why, work);
            }
            return truth;
        });
    }

    private void end(UnderWay work, Failure why) {
        attachments.store().atomically(() -> {
            work.action().failed(why);
            works.end(work.entry());
            return why;
        });
    }

    /** What the plan was to tell and confirm, of the size that the LUN has. */
    private static Optional<Step> withSize(Step step, ByteCount size) {
        return switch (step) {
            case Step.ResizeDisk resize -> Optional.of(new Step.ResizeDisk(resize.alias(), resize.target(), size));
            case Step.ConfirmSize confirm ->
                Optional.of(new Step.ConfirmSize(
                        confirm.volume(), confirm.lun(), confirm.initiator(), confirm.alias(), size));
            default -> Optional.empty();
        };
    }

    private static ByteCount wanted(Plan plan) {
        return plan.steps().stream()
                .filter(Step.ConfirmSize.class::isInstance)
                .map(Step.ConfirmSize.class::cast)
                .map(Step.ConfirmSize::size)
                .findFirst()
                .orElse(new ByteCount(0));
    }
}
