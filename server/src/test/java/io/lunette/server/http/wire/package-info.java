/**
 * Replays what stock clients sent, as recorded on the wire, and compares the answers with those recorded.
 *
 * <p>A session ({@code src/test/resources/wire/SERVICE/NAME.json}) is a sequence of client commands with each request they
 * made of one service. {@code dev.d/record.py} records one from unmodified clients against a running service; its head says
 * how. Ids, times and URLs are masked: {@code <id-1>} stands for whatever id appears there, the same wherever it is written;
 * a replay learns it from the first answer that holds it, and sends it back in later requests.
 *
 * <p>A test of a service's sessions is one line per session:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> recorded_sessions_of_stock_clients_get_the_answers_recorded() {
 *     return WireSession.all("volume").map(session -> DynamicTest.dynamicTest(session.name(), () -> {
 *         try (... cloud = ...) {
 *             new WireReplay(cloud.server, "admin-token", Map.of("<project>", cloud.projectId)).replay(session);
 *         }
 *     }));
 * }
 * }</pre>
 *
 * <p>{@code ./dev golden} writes the answers anew; read the difference with care.
 */
package io.lunette.server.http.wire;
