/** What the core needs of the world, as interfaces whose contracts are executable suites. */
@NullMarked
package io.lunette.port;

import org.jspecify.annotations.NullMarked;
