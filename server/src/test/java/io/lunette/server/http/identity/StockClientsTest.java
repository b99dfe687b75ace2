package io.lunette.server.http.identity;

import io.lunette.server.http.TestClock;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.wire.WireReplay;
import io.lunette.server.http.wire.WireSession;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sessions of Debian 12's python3-openstackclient 6.0. */
class StockClientsTest {

    @TestFactory
    Stream<DynamicTest> recorded_sessions_get_the_answers_recorded() {
        return WireSession.all("identity")
                .map(session -> DynamicTest.dynamicTest(session.name(), () -> replay(session)));
    }

    private static void replay(WireSession session) {
        try (TestCloud cloud = new TestCloud(new TestClock())) {
            String project = cloud.store
                    .identities()
                    .projectByName("admin")
                    .orElseThrow()
                    .id()
                    .text();
            String user = cloud.store
                    .identities()
                    .userByName("admin")
                    .orElseThrow()
                    .id()
                    .text();
            Map<String, String> known = Map.of("<project>", project, "<user>", user);
            new WireReplay(cloud.server, cloud.adminToken(), known).replay(session);
        }
    }
}
