/** The data of images, in a directory of the controller; qemu-img makes raw files of qcow2 ones. */
@NullMarked
package io.lunette.server.imagefiles;

import org.jspecify.annotations.NullMarked;
