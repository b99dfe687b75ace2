package io.lunette.bench;

import io.lunette.bench.ConformanceResults.Result;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a test ends otherwise in a guest than straight at the target. */
enum KnownDifference {
    ISCSI_SESSION('a', ".*", "is only supported for iSCSI backends", """
            iscsi-test-cu skips it everywhere but in an iSCSI session of its own: it needs a second initiator at the LUN, or
            ends the session"""),
    BLOCK_LIMITS('b', "Inquiry\\.(AllocLength|BlockLimits)", "", """
            QEMU's scsi-block rewrites VPD page 0xB0: its length is 60, and its transfer limits are those of the path"""),
    VERIFY('c', "Verify1[026]\\.Mismatch", "", """
            QEMU's scsi-block carries out VERIFY with BYTCHK itself, and answers GOOD where the data differ"""),
    LARGE_COMMAND('d', "WriteSame16\\.Unmap", "SG_IO ioctl failed", """
            the test moves 65,536 blocks (32 MiB) by one command, and the largest of the guest's virtio-scsi is 65,535 sectors:
            its kernel refuses the command""");

    private final char letter;
    private final Pattern test;
    private final Pattern reason;
    private final String text;

    KnownDifference(char letter, String test, String reason, String text) {
        this.letter = letter;
        this.test = Pattern.compile(test);
        this.reason = Pattern.compile(reason);
        this.text = text.replace('\n', ' ');
    }

    /** By which the table names it. */
    char letter() {
        return letter;
    }

    String text() {
        return text;
    }

    static Optional<KnownDifference> of(String test, Result straight, Result inGuest) {
        for (KnownDifference known : values()) {
            if (known.test.matcher(test).matches()
                    && known.reason.matcher(inGuest.reason()).find()
                    && straight.ending() != inGuest.ending()) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
