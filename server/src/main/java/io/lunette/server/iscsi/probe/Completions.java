package io.lunette.server.iscsi.probe;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which of a session's requests are complete, and how they ended. */
final class Completions implements LibIscsi.Completion {
    private final Map<Long, Integer> statuses = new HashMap<>();
    private final Map<Long, Consumer<Pointer>> readers = new HashMap<>();
    private long last;

    /** What libiscsi gives back when the request is complete: a number in the place of a pointer. */
    Pointer next() {
        return Pointer.createConstant(++last);
    }

    /** The same for a request whose data must be read before libiscsi takes them back. */
    Pointer next(Consumer<Pointer> reader) {
        Pointer number = next();
        readers.put(Pointer.nativeValue(number), reader);
        return number;
    }

    @Override
    public void invoke(Pointer context, int status, @Nullable Pointer data, Pointer number) {
        Consumer<Pointer> reader = readers.remove(Pointer.nativeValue(number));
        if (reader != null && data != null && status == LibIscsi.STATUS_GOOD) {
            reader.accept(data);
        }
        statuses.put(Pointer.nativeValue(number), status);
    }

    boolean has(Pointer number) {
        return statuses.containsKey(Pointer.nativeValue(number));
    }

    /** How a complete request ended; it is forgotten by that. */
    int take(Pointer number) {
        Integer status = statuses.remove(Pointer.nativeValue(number));
        if (status == null) {
            throw new IllegalStateException("the request is not complete");
        }
        return status;
    }
}
