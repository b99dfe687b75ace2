package io.lunette.server.http.compute;

import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.server.http.Api;
import io.lunette.usecase.flavor.ChangeFlavors;
import io.lunette.usecase.flavor.ShowFlavors;
import io.lunette.usecase.host.ChangeHost;
import io.lunette.usecase.keypair.UserKeypairs;
import io.lunette.usecase.server.ServerUseCases;
import java.time.InstantSource;
import java.util.List;

/** All routes of Compute v2.1. */
public final class ComputeApi {
    private ComputeApi() {}

    public static List<Api> on(ServerUseCases servers, StateStore store, Ids ids, InstantSource clock) {
        ShowFlavors showFlavors = new ShowFlavors(store.flavors());
        ChangeFlavors changeFlavors = new ChangeFlavors(store);
        SharedVolumes shared = new SharedVolumes(store.volumes());
        return List.of(
                new ServerRoutes(servers, shared),
                new ServerActionRoutes(servers),
                new ServerMetadataRoutes(servers),
                new ServerTagRoutes(servers),
                new ServerDetailRoutes(servers),
                new VolumeAttachmentRoutes(servers, shared),
                new InstanceActionRoutes(servers),
                new MigrationRoutes(servers),
                new FlavorRoutes(showFlavors, changeFlavors, new FlavorBody(ids)),
                new ExtraSpecRoutes(showFlavors, changeFlavors),
                new KeypairRoutes(new UserKeypairs(store, clock)),
                new LimitRoutes(servers.usage()),
                new HostRoutes(servers.hosts(), new ChangeHost(store), clock),
                new HypervisorRoutes(servers.hosts()),
                new UsageRoutes(servers.usage(), clock),
                new EmptyListRoutes());
    }
}
