/** What is kept of LUNs on somebody else's array. */
@NullMarked
package io.lunette.server.iscsi.adopted;

import org.jspecify.annotations.NullMarked;
