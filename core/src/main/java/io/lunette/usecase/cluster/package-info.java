/** Servers that share LUNs: made, changed and ended as one thing, all or nothing. */
@NullMarked
package io.lunette.usecase.cluster;

import org.jspecify.annotations.NullMarked;
