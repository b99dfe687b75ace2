/** The state store port in plain SQL. */
@NullMarked
package io.lunette.server.store;

import org.jspecify.annotations.NullMarked;
