/** The console in the browser. */
@NullMarked
package io.lunette.server.web;

import org.jspecify.annotations.NullMarked;
