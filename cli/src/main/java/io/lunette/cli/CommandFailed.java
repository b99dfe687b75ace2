package io.lunette.cli;

/** Ends a command with a sentence for people and an exit code for scripts. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Exit codes; picocli itself ends with 2 on wrong usage. */
    enum Cause {
        REFUSED(1),
        UNREACHABLE(3),
        NOT_AUTHENTICATED(4);

        private final int exitCode;

        Cause(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Cause cause;

    CommandFailed(Cause cause, String sentence) {
        super(sentence, null, false, false);
        this.cause = cause;
    }

    static CommandFailed refused(String sentence) {
        return new CommandFailed(Cause.REFUSED, sentence);
    }

    int exitCode() {
        return cause.exitCode;
    }
}
