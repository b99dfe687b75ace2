/** The state store port in memory, for tests of what stands on it. */
@NullMarked
package io.lunette.simulate.store;

import org.jspecify.annotations.NullMarked;
