package io.lunette.server.iscsi.probe;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.scsi.ReportedLuns;
import io.lunette.scsi.ScsiCommand;
import io.lunette.server.iscsi.Deadline;
import java.util.List;

/** Reads what LUNs a target has, and what each says of itself, in one session with it. */
record TargetLuns(IscsiSession session, Connection.Network path) {
    private static final System.Logger LOG = System.getLogger(TargetLuns.class.getName());

    /** A unit tells first what happened to it, so that its first answer may be that and not the data. */
    private static final int TRIES = 3;

    Outcome<List<FoundLun>> read(Deadline deadline) {
        return session.exchange(0, List.of(ScsiCommand.reportLuns()), deadline)
                .then(answers -> answers.getFirst()
                        .as(ReportedLuns::parse)
                        .orFail(problem -> new StorageFailure.PathDown(
                                path.portal().toString(), path.target().toString(), 0, problem)))
                .map(reported -> each(reported, deadline));
    }

    private List<FoundLun> each(ReportedLuns reported, Deadline deadline) {
        if (reported.others() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} at {1} has {2} LUNs that no initiator can address by a number",
                    path.target(),
                    path.portal(),
                    reported.others());
        }
        return reported.numbers().stream()
                .distinct()
                .sorted()
                .map(number -> one(number, deadline))
                .toList();
    }

    private FoundLun one(int number, Deadline deadline) {
        Outcome<List<Answer>> answers = exchange(number, deadline);
        for (int tries = 1; tries < TRIES && isRefused(answers); tries++) {
            answers = exchange(number, deadline);
        }
        return switch (answers) {
            case Outcome.Done<List<Answer>>(List<Answer> pages) ->
                LunPages.of(pages).found(number);
            case Outcome.Failed<List<Answer>>(Failure failure) -> FoundLun.silent(number, failure.why());
        };
    }

    private Outcome<List<Answer>> exchange(int number, Deadline deadline) {
        return session.exchange(number, LunPages.COMMANDS, deadline);
    }

    private static boolean isRefused(Outcome<List<Answer>> answers) {
        return answers instanceof Outcome.Done<List<Answer>>(List<Answer> pages)
                && LunPages.of(pages).capacity() instanceof Answer.Bad;
    }
}
