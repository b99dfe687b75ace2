/**
 * LUNs that Lunette makes itself: sparse files behind its own tgtd, Debian's iSCSI target in user space.
 *
 * <p>One volume is one target {@code <prefix>:<volume id>} with the volume's file as LUN 1, masked to the initiators it was
 * exposed to. The files are the truth; tgtd forgets everything when it ends and is told it again from them.
 */
@NullMarked
package io.lunette.server.iscsi.tgt;

import org.jspecify.annotations.NullMarked;
