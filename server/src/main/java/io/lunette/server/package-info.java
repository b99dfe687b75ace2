/** Puts the service together: the only package that constructs adapters and reads the settings. */
@NullMarked
package io.lunette.server;

import org.jspecify.annotations.NullMarked;
