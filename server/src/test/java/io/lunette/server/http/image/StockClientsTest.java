package io.lunette.server.http.image;

import io.lunette.server.http.wire.WireReplay;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sessions of Debian 12's python3-openstackclient 6.0. */
class StockClientsTest {

    @TestFactory
    Stream<DynamicTest> recorded_sessions_get_the_answers_recorded() {
        return WireReplay.asAdministrator("image");
    }
}
