/** What must never throw, whatever it is given: read by {@code ./dev bench fuzz} and, in small, by {@code ./dev test}. */
@NullMarked
package io.lunette.fuzz;

import org.jspecify.annotations.NullMarked;
