/** What administrators do with the store as a whole. */
@NullMarked
package io.lunette.usecase.store;

import org.jspecify.annotations.NullMarked;
