/** The ports in memory: they pass the real ones' contract suites and stand behind {@code serve --simulate}. */
@NullMarked
package io.lunette.simulate;

import org.jspecify.annotations.NullMarked;
