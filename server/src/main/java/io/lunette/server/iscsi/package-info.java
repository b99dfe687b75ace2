/** The LUN source port on an iSCSI target ({@code tgt}), and the probe that reads a LUN's identity ({@code probe}). */
@NullMarked
package io.lunette.server.iscsi;

import org.jspecify.annotations.NullMarked;
