package io.lunette.port;

/** The database cannot be used now; nothing was written. The APIs answer 503. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is the matter, as far as it is known; a clause for whoever asked, without names of the service's machine. */
    public enum Trouble {
        LOCKED("others have it locked"),
        FULL("its disk is full"),
        GONE("it does not answer"),
        DISK("its disk or its file is damaged"),
        UNKNOWN("it cannot be used at the moment");

        private final String clause;

        Trouble(String clause) {
            this.clause = clause;
        }

        public String clause() {
            return clause;
        }
    }

    private final Trouble trouble;

    public StoreUnavailable(String message) {
        super(message);
        this.trouble = Trouble.UNKNOWN;
    }

    public StoreUnavailable(String message, Throwable cause) {
        this(Trouble.UNKNOWN, message, cause);
    }

    public StoreUnavailable(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
