package io.lunette.server.iscsi.tgt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what tgtd shows of all targets: text for people, whose indentation tells what belongs to what. */
final class TargetListing {
    private static final Pattern TARGET = Pattern.compile("Target (\\d+): (.*)");
    private static final String SECTION = "    ";
    private static final String ENTRY = SECTION + SECTION;
    private static final String DETAIL = ENTRY + SECTION;
    private static final String UNIT = ENTRY + "LUN: ";
    private static final String SCSI_ID = DETAIL + "SCSI ID: ";
    private static final String PATH = DETAIL + "Backing store path: ";
    private static final String ACCOUNTS = SECTION + "Account information:";
    private static final String MASKS = SECTION + "ACL information:";

    private final List<TgtTarget> found = new ArrayList<>();
    private final List<String> initiators = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private int number;
    private String name = "";
    private String scsiId = "";
    private String path = "";
    private boolean inUnit;
    private boolean inAccounts;
    private boolean inMasks;

    private TargetListing() {}

    static List<TgtTarget> parse(String text) {
        TargetListing listing = new TargetListing();
        text.lines().forEach(listing::line);
        listing.finishTarget();
        return listing.found;
    }

    private void line(String line) {
        Matcher target = TARGET.matcher(line);
        if (target.matches()) {
            finishTarget();
            number = Integer.parseInt(target.group(1));
            name = target.group(2);
        } else if (line.startsWith(UNIT)) {
            inUnit = line.equals(UNIT + TgtTarget.LUN);
        } else if (inUnit && line.startsWith(SCSI_ID)) {
            scsiId = line.substring(SCSI_ID.length());
        } else if (inUnit && line.startsWith(PATH)) {
            path = line.substring(PATH.length());
        } else if (line.equals(ACCOUNTS)) {
            inAccounts = true;
        } else if (line.equals(MASKS)) {
            inAccounts = false;
            inMasks = true;
        } else if (inAccounts && line.startsWith(ENTRY)) {
            accounts.add(line.substring(ENTRY.length()));
        } else if (inMasks && line.startsWith(ENTRY)) {
            initiators.add(line.substring(ENTRY.length()));
        }
    }

    private void finishTarget() {
        if (!name.isEmpty()) {
            found.add(new TgtTarget(number, name, new TgtTarget.Unit(scsiId, path), initiators, accounts));
        }
        name = "";
        scsiId = "";
        path = "";
        inUnit = false;
        inAccounts = false;
        inMasks = false;
        initiators.clear();
        accounts.clear();
    }
}
