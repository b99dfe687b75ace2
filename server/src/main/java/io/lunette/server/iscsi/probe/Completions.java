package io.lunette.server.iscsi.probe;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of a session's requests are complete, and how they ended. */
final class Completions implements LibIscsi.Completion {
    private final Map<Long, Integer> statuses = new HashMap<>();
    private long last;

    /** What libiscsi gives back when the request is complete: a number in the place of a pointer. */
    Pointer next() {
        return Pointer.createConstant(++last);
    }

    @Override
    public void invoke(Pointer context, int status, @Nullable Pointer data, Pointer number) {
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
