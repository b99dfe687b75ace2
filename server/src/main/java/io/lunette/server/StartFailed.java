package io.lunette.server;

import java.io.IOException;
import java.net.BindException;

/** The machine did not give the service what it needs to start. */
final class StartFailed extends Exception {
    private static final long serialVersionUID = 1;

    private StartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence for what a library threw; its own words only where nothing better is known. */
    static StartFailed of(Throwable problem, String listen) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new StartFailed(
                        "Nothing can be served on " + listen + ": " + cause.getMessage()
                                + ". Another process may have that port (ss -ltnp): choose another one with --listen",
                        problem);
            }
            if (cause instanceof IOException) {
                return new StartFailed("A file cannot be used: " + cause.getMessage(), problem);
            }
        }
        return new StartFailed("An internal error: " + problem, problem);
    }
}
