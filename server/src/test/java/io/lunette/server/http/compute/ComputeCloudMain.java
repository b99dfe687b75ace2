package io.lunette.server.http.compute;

import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.port.ImageFiles;
import io.lunette.port.contract.NoRevival;
import io.lunette.server.http.Api;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.volume.VolumeApis;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.server.ServerWorld;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.VolumeUseCases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Runs Identity, Compute and Block Storage on simulated parts for trying clients by hand; prints what to export. */
final class ComputeCloudMain {
    private ComputeCloudMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (TestCloud cloud = new TestCloud(Clock.systemUTC(), 1000, ComputeCloudMain::apis)) {
            System.out.println("export OS_AUTH_URL=" + cloud.server.url("/identity/v3")
                    + " OS_USERNAME=admin OS_PROJECT_NAME=admin OS_PASSWORD=" + cloud.password
                    + " OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default OS_IDENTITY_API_VERSION=3");
            Thread.currentThread().join();
        }
    }

    private static List<Api> apis(InMemoryStateStore store, ImageFiles images) {
        ServerWorld world =
                new ServerWorld(store, images, work -> Thread.ofVirtual().start(work));
        VolumeUseCases volumes = VolumeUseCases.on(new VolumeUseCases.Ports(
                store,
                world.luns,
                world.probe,
                world.logins,
                world.probe,
                world.array.portals(),
                images,
                new ControllerInitiator(
                        new HostName("controller"),
                        Iqn.parse("iqn.2026-11.io.lunette:controller").get()),
                new LeaseKeeper(store.leases(), "controller", (after, work) -> {}),
                new NoRevival(),
                work -> Thread.ofVirtual().start(work),
                UUID::randomUUID,
                Clock.systemUTC()));
        List<Api> apis = new ArrayList<>(ComputeApi.on(world.servers, store, UUID::randomUUID, Clock.systemUTC()));
        apis.addAll(VolumeApis.of(volumes, world.servers.extend(), Clock.systemUTC()));
        return apis;
    }
}
