package io.lunette.domainxml;

import io.lunette.model.Volume;
import java.util.Map;

/**
 * What gets through the host's kernel of the commands that a guest sends to a LUN, where the kernel has the LUN. QEMU's own
 * initiator lets everything through.
 *
 * @param reservations persistent reservations, by qemu-pr-helper: {@code <reservations managed='yes'/>}
 * @param unfiltered every command, COMPARE AND WRITE among them: {@code rawio='yes'}, by which the whole QEMU process has
 *     CAP_SYS_RAWIO
 */
public record KernelPassage(boolean reservations, boolean unfiltered) {
    /** The property of a volume that lets its persistent reservations through, also where it is not shared. */
    public static final String RESERVATIONS = "hw_scsi_reservations";

    /** The property of a volume that lets every command through; only administrators set it. */
    public static final String UNFILTERED = "hw_scsi_rawio";

    public static final KernelPassage FILTERED = new KernelPassage(false, false);

    /** A LUN that servers share is nothing without its reservations. */
    public static KernelPassage of(Volume volume) {
        return new KernelPassage(
                volume.multiattach() || says(volume.metadata(), RESERVATIONS), says(volume.metadata(), UNFILTERED));
    }

    private static boolean says(Map<String, String> metadata, String key) {
        String value = metadata.getOrDefault(key, "");
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
    }
}
