/** What users do with servers: boot, attach, detach, start, stop, reboot, delete; and what they see of them. */
@NullMarked
package io.lunette.usecase.server;

import org.jspecify.annotations.NullMarked;
