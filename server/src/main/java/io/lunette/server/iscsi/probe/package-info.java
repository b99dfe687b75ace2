/** What a LUN says of itself on the path that QEMU will take: libiscsi, the library of QEMU's own iSCSI initiator. */
@NullMarked
package io.lunette.server.iscsi.probe;

import org.jspecify.annotations.NullMarked;
