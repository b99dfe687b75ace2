/** The lunette command, one class a verb; it speaks HTTP and knows nothing of the service's insides. */
@NullMarked
package io.lunette.cli;

import org.jspecify.annotations.NullMarked;
