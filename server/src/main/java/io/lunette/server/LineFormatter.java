package io.lunette.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/** One line an event: time, level, request id if there is one, message; below it the stack of an exception. */
final class LineFormatter extends Formatter {
    /** Where the HTTP adapter says which request this thread works for. */
    static final String REQUEST = "request";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder(160);
        line.append(TIME.format(Instant.ofEpochMilli(event.getMillis())));
        line.append(' ').append(word(event.getLevel())).append(' ');
        String request = MDC.get(REQUEST);
        if (request != null) {
            line.append(request).append(' ');
        }
        line.append(oneLine(formatMessage(event))).append('\n');
        if (event.getThrown() != null) {
            StringWriter stack = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(stack));
            line.append(stack);
        }
        return line.toString();
    }

    /** Whoever can put a line break into a message could forge an event. */
    private static String oneLine(String message) {
        return message.replace("\r", "\\r").replace("\n", "\\n");
    }

    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }
}
