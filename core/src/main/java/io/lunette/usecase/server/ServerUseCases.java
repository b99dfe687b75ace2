package io.lunette.usecase.server;

import io.lunette.port.Ids;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.Registrations;
import io.lunette.usecase.lease.Later;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.volume.ExtendVolume;
import io.lunette.usecase.volume.ServersVolumes;
import io.lunette.usecase.volume.VolumeWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** All that can be done with servers, put together on one set of ports. */
public record ServerUseCases(
        BootServers boot,
        DeleteServer delete,
        PowerServer power,
        AttachVolume attach,
        DetachVolume detach,
        ForceDetachVolume forceDetach,
        ExtendAttached extend,
        MigrateServer migrate,
        ShowMigrations migrations,
        ReconcileServer reconcile,
        ResumeWork resume,
        ShowServers show,
        UpdateServer update,
        LockServer lock,
        ResetServerState reset,
        ReadConsole console,
        ServerMetadata metadata,
        ServerTags tags,
        ServerVolumes volumes,
        ShowActions actions,
        ShowHosts hosts,
        ServerUsage usage,
        PlanWork plans,
        ShowDevices devices,
        FindDrift drift,
        Turns turns) {

    /**
     * What the use cases stand on.
     *
     * @param journal beside the rows of the store
     * @param revival is to call {@link ResumeWork#resume}
     * @param turnPatience how long work waits for other work on its server before it is refused
     * @param shutdownPatience how long a guest may take to power off by itself before the plug is pulled
     * @param volumes how volumes come and go with servers
     * @param extend makes volumes larger that no server has
     * @param volumeWork what is under way on volumes
     * @param registrations who would lose one by a move, and the way to end it
     * @param background where servers are made, started, stopped and removed; never refuses
     * @param later the same, after a while
     */
    public record Ports(
            StateStore store,
            Journal journal,
            Revival revival,
            Hosts hosts,
            BootServer.Settings boot,
            LeaseKeeper leases,
            Duration turnPatience,
            Duration shutdownPatience,
            ServersVolumes volumes,
            ExtendVolume extend,
            VolumeWork volumeWork,
            Registrations registrations,
            Ids ids,
            InstantSource clock,
            Executor background,
            Later later) {}

    public static ServerUseCases on(Ports ports) {
        StateStore store = ports.store();
        Hosts hosts = ports.hosts();
        InstantSource clock = ports.clock();
        Executor background = ports.background();
        Actions actions = new Actions(store, clock, ports.ids());
        Works works = new Works(store, ports.journal(), ports.revival(), actions, clock, ports.ids());
        Resumptions resumptions = new Resumptions(works);
        Turns turns = new Turns(ports.leases(), clock, ports.turnPatience(), resumptions::settle);
        ResumeWork resume = new ResumeWork(ports.journal(), turns, resumptions, background);
        Attachments attachments = new Attachments(store, clock, ports.ids());
        ServerRows rows = new ServerRows(store, clock);
        Later later = ports.later();
        ReconcileServer reconcile = new ReconcileServer(
                store,
                hosts,
                turns,
                new PowerTruth(rows, actions, works),
                new LostVolumes(store, actions, attachments),
                background,
                later);
        BootServer boot = new BootServer(
                store, hosts, works, resume, attachments, ports.volumes(), ports.boot(), ports.ids(), clock);
        DeleteServer delete = new DeleteServer(store, hosts, works, attachments, ports.volumes(), clock, resume);
        BootServers boots = new BootServers(boot, delete);
        PowerServer power = new PowerServer(store, hosts, works, attachments, clock, resume, ports.shutdownPatience());
        AttachVolume attach = new AttachVolume(
                store, hosts, turns, works, attachments, reconcile, ports.boot().tuning());
        DetachVolume detach = new DetachVolume(store, hosts, turns, works, attachments, reconcile);
        ForceDetachVolume forceDetach = new ForceDetachVolume(store, hosts, turns, works, attachments, reconcile);
        ExtendAttached extend =
                new ExtendAttached(store, hosts, turns, works, attachments, ports.extend(), ports.volumeWork());
        MigrateServer migrate = new MigrateServer(
                store, clock, hosts, turns, works, new JudgeReservations(store, ports.registrations()), resume);
        RunMigration move = new RunMigration(store, clock, hosts, works, attachments, ports.registrations());
        resumptions.add(Kind.MIGRATE, move::resume);
        resumptions.add(Kind.EXTEND, extend::resume);
        resumptions.add(Kind.BOOT, boot::resume);
        resumptions.add(Kind.DELETE, delete::resume);
        resumptions.add(Kind.ATTACH, attach::resume);
        resumptions.add(Kind.DETACH, detach::resume);
        resumptions.add(Kind.FORCE_DETACH, forceDetach::resume);
        power.register(resumptions);
        return new ServerUseCases(
                boots,
                delete,
                power,
                attach,
                detach,
                forceDetach,
                extend,
                migrate,
                new ShowMigrations(store, ports.journal()),
                reconcile,
                resume,
                new ShowServers(store, hosts),
                new UpdateServer(rows),
                new LockServer(rows),
                new ResetServerState(rows, works),
                new ReadConsole(store, hosts),
                new ServerMetadata(rows),
                new ServerTags(rows),
                new ServerVolumes(store),
                new ShowActions(store),
                new ShowHosts(store, hosts),
                new ServerUsage(store),
                new PlanWork(hosts, boots, delete, power, attach, detach),
                new ShowDevices(store, hosts),
                new FindDrift(store, ports.journal(), hosts),
                turns);
    }
}
