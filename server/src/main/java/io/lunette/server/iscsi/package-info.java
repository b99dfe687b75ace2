/** The LUN source port on an iSCSI target, and the probe that reads a LUN's identity. */
@NullMarked
package io.lunette.server.iscsi;

import org.jspecify.annotations.NullMarked;
