package io.lunette.server.iscsi.tgt;

import java.util.List;

/**
 * A target as tgtd shows it.
 *
 * @param unit what is at LUN 1
 * @param initiators who may log in, in tgtd's order
 */
record TgtTarget(int number, String name, Unit unit, List<String> initiators) {
    static final int LUN = 1;

    TgtTarget {
        initiators = List.copyOf(initiators);
    }

    /** A logical unit's SCSI id and backing file; empty texts where there is none. */
    record Unit(String scsiId, String path) {
        static final Unit NONE = new Unit("", "");
    }
}
