/**
 * What each port promises, as suites that every implementation of it passes: the one in memory and the real one
 * alike.
 */
@NullMarked
package io.lunette.port.contract;

import org.jspecify.annotations.NullMarked;
