/** Hosts are added, changed and removed, and followed by every controller. */
@org.jspecify.annotations.NullMarked
package io.lunette.usecase.host;
