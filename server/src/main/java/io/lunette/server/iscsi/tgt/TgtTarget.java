package io.lunette.server.iscsi.tgt;

import java.util.List;

/**
 * A target as tgtd shows it.
 *
 * @param unit what is at LUN 1
 * @param initiators who may log in, in tgtd's order
 * @param accounts the users with one of which they must, in the order of tgtd's slots
 */
record TgtTarget(int number, String name, Unit unit, List<String> initiators, List<String> accounts) {
    static final int LUN = 1;

    TgtTarget {
        initiators = List.copyOf(initiators);
        accounts = List.copyOf(accounts);
    }

    TgtTarget withAccounts(List<String> users) {
        return new TgtTarget(number, name, unit, initiators, users);
    }

    /** A logical unit's SCSI id and backing file; empty texts where there is none. */
    record Unit(String scsiId, String path) {
        static final Unit NONE = new Unit("", "");
    }
}
