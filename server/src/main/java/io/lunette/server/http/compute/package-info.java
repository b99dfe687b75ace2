/** Compute v2.1, microversions 2.1 to 2.92: servers, their volumes, flavors, keypairs, and what clients ask for beside them. */
@NullMarked
package io.lunette.server.http.compute;

import org.jspecify.annotations.NullMarked;
