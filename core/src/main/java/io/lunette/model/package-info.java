/** The field's own things as values: server, volume, LUN, WWID, SCSI address; parsed once, valid ever after. */
@NullMarked
package io.lunette.model;

import org.jspecify.annotations.NullMarked;
