package io.lunette.usecase.server;

import io.lunette.domainxml.DiskLocation;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DomainView;
import io.lunette.plan.Plan;
import io.lunette.plan.Preview;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import java.util.List;
import java.util.Optional;

/**
 * Says what work on a server would do, and does nothing: the work itself is asked to decide, and no more. What a step
 * finds out when it is taken, as a LUN's identity, is not known before.
 */
public final class PlanWork {
    private final Hosts hosts;
    private final BootServers boot;
    private final DeleteServer delete;
    private final PowerServer power;
    private final AttachVolume attach;
    private final DetachVolume detach;

    PlanWork(
            Hosts hosts,
            BootServers boot,
            DeleteServer delete,
            PowerServer power,
            AttachVolume attach,
            DetachVolume detach) {
        this.hosts = hosts;
        this.boot = boot;
        this.delete = delete;
        this.power = power;
        this.attach = attach;
        this.detach = detach;
    }

    /**
     * The steps, or the refusal that the work would be answered with. A server or volume that is not there, or not the
     * caller's, fails as in the work itself; so does a host that does not answer.
     */
    public Outcome<PlannedWork> plan(Caller caller, Work work) {
        return switch (decide(caller, work)) {
            case Outcome.Done<Decided>(Decided decided) ->
                Outcome.done(new Forecast(caller, decided, reach(decided.server())).would());
            case Outcome.Failed<Decided>(Failure why) ->
                isAnswer(why) ? Outcome.done(new PlannedWork.Refused(why)) : Outcome.failed(why);
        };
    }

    /** With the login that the plan would find, or issue; a host that is gone from the settings has none. */
    private Preview.Reach reach(Server server) {
        return switch (hosts.of(server.host()).map(World::logins)) {
            case Outcome.Done<TargetLogins>(TargetLogins logins) ->
                (volume, path, lun) ->
                        new DiskLocation.Reached(path, logins.shown(server.id(), volume, lun, server.initiator()));
            case Outcome.Failed<TargetLogins> gone -> (volume, path, lun) -> new DiskLocation.Reached(path);
        };
    }

    private static boolean isAnswer(Failure why) {
        return switch (why.kind()) {
            case BAD_REQUEST, CONFLICT, FORBIDDEN, OVER_LIMIT -> true;
            default -> false;
        };
    }

    /**
     * What any work decides.
     *
     * @param now the domain that was looked at; without any XML where there is none
     * @param afterwards what follows when the work has been answered
     */
    record Decided(Server server, DomainSnapshot now, Plan plan, Plan afterwards) {
        private static final DomainSnapshot NOTHING = new DomainSnapshot(Power.OFF, "", Optional.empty());

        static Decided of(Server server, Optional<DomainSnapshot> now, Plan plan) {
            return new Decided(server, now.orElse(NOTHING), plan, new Plan(server.id(), List.of()));
        }

        /** As {@link DetachVolume} tidies up. */
        Decided withTidying() {
            DomainView left = DomainView.of(Preview.after(plan, now));
            return new Decided(server, now, plan, DetachPlanner.planTidy(server, left));
        }
    }

    private Outcome<Decided> decide(Caller caller, Work work) {
        return switch (work) {
            case Work.Attach(AttachVolume.Request request) ->
                attach.decide(caller, request)
                        .map(to -> Decided.of(
                                to.server(), Optional.of(to.now()), to.attach().plan()));
            case Work.Detach from ->
                detach.decide(caller, from.server(), from.volume())
                        .map(of -> Decided.of(of.server(), Optional.of(of.now()), of.plan())
                                .withTidying());
            case Work.Boot wanted ->
                boot.decide(caller, wanted.request(), wanted.max())
                        .map(of -> Decided.of(
                                of.server(), Optional.empty(), of.boot().plan()));
            case Work.Start wanted ->
                power.decideStart(caller, wanted.server())
                        .map(of -> Decided.of(of.server(), Optional.of(of.now()), of.plan()));
            case Work.HardReboot wanted ->
                power.decideHardReboot(caller, wanted.server())
                        .map(of -> Decided.of(of.server(), Optional.of(of.now()), of.plan()));
            case Work.Delete wanted ->
                delete.decide(caller, wanted.server()).map(of -> Decided.of(of.server(), of.now(), of.plan()));
        };
    }
}
