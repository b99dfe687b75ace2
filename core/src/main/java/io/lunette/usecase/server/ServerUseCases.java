package io.lunette.usecase.server;

import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.usecase.volume.ServersVolumes;
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
        TidyServer tidy,
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
        ShowDevices devices) {

    /**
     * What the use cases stand on.
     *
     * @param owner names this controller among others on the same store
     * @param turnPatience how long work waits for other work on its server before it is refused
     * @param shutdownPatience how long a guest may take to power off by itself before the plug is pulled
     * @param volumes how volumes come and go with servers
     * @param background where servers are made, started, stopped and removed; never refuses
     * @param later the same, after a while
     */
    public record Ports(
            StateStore store,
            Hosts hosts,
            BootServer.Settings boot,
            String owner,
            Duration turnPatience,
            Duration shutdownPatience,
            ServersVolumes volumes,
            Ids ids,
            InstantSource clock,
            Executor background,
            Later later) {}

    public static ServerUseCases on(Ports ports) {
        StateStore store = ports.store();
        Hosts hosts = ports.hosts();
        InstantSource clock = ports.clock();
        Executor background = ports.background();
        Turns turns = new Turns(store, clock, ports.owner(), ports.turnPatience());
        Actions actions = new Actions(store, clock, ports.ids());
        Attachments attachments = new Attachments(store, clock, ports.ids());
        ServerRows rows = new ServerRows(store, clock);
        Later later = ports.later();
        TidyServer tidy =
                new TidyServer(store, hosts, turns, new LostVolumes(store, actions, attachments), background, later);
        BootServer boot = new BootServer(
                store,
                hosts,
                turns,
                actions,
                attachments,
                ports.volumes(),
                ports.boot(),
                ports.ids(),
                clock,
                background);
        DeleteServer delete =
                new DeleteServer(store, hosts, turns, actions, attachments, ports.volumes(), clock, background);
        BootServers boots = new BootServers(boot, delete);
        PowerServer power =
                new PowerServer(store, hosts, turns, actions, attachments, clock, background, ports.shutdownPatience());
        AttachVolume attach = new AttachVolume(
                store, hosts, turns, actions, attachments, tidy, ports.boot().tuning());
        DetachVolume detach = new DetachVolume(store, hosts, turns, actions, attachments, tidy, later);
        return new ServerUseCases(
                boots,
                delete,
                power,
                attach,
                detach,
                new ForceDetachVolume(store, hosts, turns, actions, attachments, tidy),
                tidy,
                new ShowServers(store),
                new UpdateServer(rows),
                new LockServer(rows),
                new ResetServerState(rows),
                new ReadConsole(store, hosts),
                new ServerMetadata(rows),
                new ServerTags(rows),
                new ServerVolumes(store),
                new ShowActions(store),
                new ShowHosts(store, hosts),
                new ServerUsage(store),
                new PlanWork(boots, delete, power, attach, detach),
                new ShowDevices(store, hosts));
    }
}
