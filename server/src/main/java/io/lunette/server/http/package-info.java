/** The OpenStack APIs to core types and back; everything from the wire is parsed here. */
@NullMarked
package io.lunette.server.http;

import org.jspecify.annotations.NullMarked;
