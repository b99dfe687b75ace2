/** JSON at the edge: {@code JsonFields} reads a body into values, {@code JsonWriter} writes one. */
@NullMarked
package io.lunette.server.http.json;

import org.jspecify.annotations.NullMarked;
