/** One class for each thing that a user can ask for: boot a server, attach a volume, detach it. */
@NullMarked
package io.lunette.usecase;

import org.jspecify.annotations.NullMarked;
