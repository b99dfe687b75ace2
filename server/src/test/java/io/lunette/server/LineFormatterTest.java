package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LineFormatterTest {
    private final LineFormatter formatter = new LineFormatter();

    @Test
    void an_event_is_one_line_with_the_request_it_belongs_to() {
        MDC.put(LineFormatter.REQUEST, "req-1");
        try {
            assertTrue(line("attached").endsWith(" INFO  req-1 attached\n"));
        } finally {
            MDC.remove(LineFormatter.REQUEST);
        }
    }

    @Test
    void a_line_break_in_a_message_makes_no_second_event() {
        String line = line("name 'x\n2026-11-23 INFO forged'");
        assertEquals(line.length() - 1, line.indexOf('\n'));
    }

    private String line(String message) {
        return formatter.format(new LogRecord(Level.INFO, message));
    }
}
