/** What one can do with volumes: a class a verb, on ports alone. */
@NullMarked
package io.lunette.usecase.volume;

import org.jspecify.annotations.NullMarked;
