/** Decides: a domain as it is and a request become an ordered plan of steps, or a refusal; no I/O, clock or chance. */
@NullMarked
package io.lunette.plan;

import org.jspecify.annotations.NullMarked;
