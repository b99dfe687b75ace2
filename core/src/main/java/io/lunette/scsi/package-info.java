/**
 * What SCSI commands and their answers look like: bytes to values and back, without any I/O. Section numbers are those of
 * T10 SPC-4 and SBC-3.
 */
@NullMarked
package io.lunette.scsi;

import org.jspecify.annotations.NullMarked;
