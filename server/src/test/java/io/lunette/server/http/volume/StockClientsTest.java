package io.lunette.server.http.volume;

import io.lunette.server.http.wire.WireReplay;
import io.lunette.server.http.wire.WireSession;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sessions of Debian 12's python3-openstackclient 6.0 and python3-cinderclient 9.1. */
class StockClientsTest {

    @TestFactory
    Stream<DynamicTest> recorded_sessions_get_the_answers_recorded() {
        return WireSession.all("volume").map(session -> DynamicTest.dynamicTest(session.name(), () -> replay(session)));
    }

    private static void replay(WireSession session) {
        try (VolumeCloud cloud = new VolumeCloud()) {
            Map<String, String> known = Map.of(
                    "<project>", VolumeCloud.ADMIN.text(),
                    "<user>", "admin-id",
                    "<image>",
                            cloud.image("tiny", 0, Map.of("hw_scsi_model", "virtio-scsi"))
                                    .toString());
            new WireReplay(cloud.server, "admin", known).replay(session);
        }
    }
}
