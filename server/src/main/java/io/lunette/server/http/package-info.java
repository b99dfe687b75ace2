/**
 * The OpenStack APIs to core types and back; everything from the wire is parsed here.
 *
 * <h2>How to add a route</h2>
 *
 * <p>Write a class that implements {@link io.lunette.server.http.Api} in the package of its service ({@code http.compute},
 * {@code http.volume} ...), named after its resource, and hand it to {@link io.lunette.server.http.ApiServer#start} in Main:
 *
 * <pre>{@code
 * public final class FlavorRoutes implements Api {
 *     public Service service() { return Service.COMPUTE; }
 *
 *     public List<Route> routes() {
 *         return List.of(
 *             Route.get("/flavors/{flavor_id}", this::show),
 *             Route.post("/flavors", this::create).since(2, 1));
 *     }
 *
 *     private Outcome<Response> show(RequestContext request) {
 *         return showFlavor.show(request.caller(), request.path("flavor_id"))
 *             .map(flavor -> Response.ok(out -> out.object("flavor", () -> FlavorView.write(out, flavor, request))));
 *     }
 *
 *     private Outcome<Response> create(RequestContext request) {
 *         return request.json().then(FlavorBodies::create).then(wanted -> createFlavor.create(request.caller(), wanted))
 *             .map(flavor -> Response.json(201, ...));
 *     }
 * }
 * }</pre>
 *
 * <p>Paths stand behind the service's prefix. A route asks for a token scoped to a project unless {@code access} says
 * otherwise. A failed outcome is answered in the service's error shape; {@link io.lunette.port.StoreUnavailable} is 503, and
 * any other exception is a bug: 500, logged under the request id. Bodies are read by
 * {@link io.lunette.server.http.json.JsonFields} and written by {@link io.lunette.server.http.json.JsonWriter}; several
 * routes may have one path and method in different microversions.
 */
@NullMarked
package io.lunette.server.http;

import org.jspecify.annotations.NullMarked;
