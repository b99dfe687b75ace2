/** Block Storage v3 as Cinder's clients speak it, microversions 3.0 to 3.70. */
@NullMarked
package io.lunette.server.http.volume;

import org.jspecify.annotations.NullMarked;
