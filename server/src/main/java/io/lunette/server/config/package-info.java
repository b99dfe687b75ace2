/** Typed settings from a file; every problem in it is reported at once. */
@NullMarked
package io.lunette.server.config;

import org.jspecify.annotations.NullMarked;
