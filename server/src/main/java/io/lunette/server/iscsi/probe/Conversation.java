package io.lunette.server.iscsi.probe;

import io.lunette.failure.Outcome;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.util.List;

/** Commands one after the other in a session. */
record Conversation(IscsiSession session, Deadline deadline) {
    private static final int TRIES = 4;

    /**
     * Asks again where the unit answers with a unit attention: that tells what others did, and the command was not carried
     * out (SAM-5 section 5.14).
     */
    Outcome<Answer> ask(ScsiCommand command) {
        Outcome<Answer> answer = once(command);
        for (int tries = 1; tries < TRIES && isAttention(answer); tries++) {
            answer = once(command);
        }
        return answer;
    }

    private Outcome<Answer> once(ScsiCommand command) {
        return session.exchange(List.of(command), deadline).map(List::getFirst);
    }

    // libiscsi 1.19 tells the sense key in its text alone, unless one reads its structures.
    private static boolean isAttention(Outcome<Answer> answer) {
        return answer instanceof Outcome.Done<Answer>(Answer.Bad bad)
                && bad.error().contains("UNIT_ATTENTION");
    }
}
