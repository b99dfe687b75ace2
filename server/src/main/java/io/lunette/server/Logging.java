package io.lunette.server;

import io.lunette.server.config.Settings.LogLevel;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Sends what is logged to standard error: our own events from the level that is set, libraries' from warnings up. */
final class Logging {
    // Held, because java.util.logging forgets the level of a logger that nobody holds.
    private static final List<Logger> OURS = List.of(Logger.getLogger("io.lunette"));

    private Logging() {}

    static void start(LogLevel level) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(standardError());
        OURS.forEach(logger -> logger.setLevel(of(level)));
    }

    private static Level of(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }

    private static Handler standardError() {
        StreamHandler handler = new StreamHandler(System.err, new LineFormatter()) {
            @Override
            public synchronized void publish(LogRecord event) {
                super.publish(event);
                flush();
            }

            // Standard error stays open: what happens while the service stops is told as well.
            @Override
            public synchronized void close() {
                flush();
            }
        };
        handler.setLevel(Level.ALL);
        try {
            handler.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return handler;
    }
}
