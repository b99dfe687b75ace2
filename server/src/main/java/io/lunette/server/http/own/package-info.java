/** Lunette's own API, {@code /v1}: for what the OpenStack APIs cannot say. */
@NullMarked
package io.lunette.server.http.own;

import org.jspecify.annotations.NullMarked;
