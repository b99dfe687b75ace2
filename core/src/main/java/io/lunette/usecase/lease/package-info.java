/** The right to work on something, over all controllers on one store. */
@NullMarked
package io.lunette.usecase.lease;

import org.jspecify.annotations.NullMarked;
