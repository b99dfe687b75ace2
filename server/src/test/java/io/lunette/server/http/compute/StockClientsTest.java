package io.lunette.server.http.compute;

import io.lunette.model.Volume;
import io.lunette.server.http.wire.WireReplay;
import io.lunette.server.http.wire.WireSession;
import io.lunette.usecase.server.ServerWorld;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sessions of Debian 12's python3-novaclient 18.1 and python3-openstackclient 6.0. */
class StockClientsTest {

    @TestFactory
    Stream<DynamicTest> recorded_sessions_get_the_answers_recorded() {
        return WireSession.all("compute")
                .map(session -> DynamicTest.dynamicTest(session.name(), () -> replay(session)));
    }

    private static void replay(WireSession session) {
        try (ComputeCloud cloud = new ComputeCloud()) {
            Map<String, String> known = Map.of(
                    "<project>", ServerWorld.ADMIN.project().text(),
                    "<user>", ServerWorld.ADMIN.user().text(),
                    "<volume-1>", passthroughVolume(cloud.world),
                    "<volume-2>", passthroughVolume(cloud.world),
                    "<image>",
                            cloud.world
                                    .image(Map.of(Volume.SCSI_MODEL, "lsilogic", "hw_disk_bus", "scsi"))
                                    .id()
                                    .toString());
            new WireReplay(cloud.server, "root", known).replay(session);
        }
    }

    private static String passthroughVolume(ServerWorld world) {
        return world.volume(ServerWorld.ADMIN, ServerWorld.PASSTHROUGH, false)
                .id()
                .toString();
    }
}
