/** Why something was refused or went wrong: a stable code, what, why, and how to fix it. */
@NullMarked
package io.lunette.failure;

import org.jspecify.annotations.NullMarked;
