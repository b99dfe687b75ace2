package io.lunette.usecase.server;

import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * A store whose program dies before or after one of its writes; from then on nothing of that program does anything. What
 * lies between two writes is what a program does to the world, so these are all the places where dying makes a difference.
 */
final class KillableStore {
    private static final Set<String> WRITES =
            Set.of("insert", "update", "progress", "remove", "atomically", "acquire", "renew", "release", "add", "put");

    /** What ends a program that is killed: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final StateStore store;
    private final Journal journal;
    private final long killAt;
    private long point;
    private int depth;
    private boolean dead;

    /**
     * @param killAt which point to die at, counted from 1: before the first write, after it, before the second ...
     */
    KillableStore(StateStore store, Journal journal, long killAt) {
        this.store = store;
        this.journal = journal;
        this.killAt = killAt;
    }

    boolean isDead() {
        return dead;
    }

    StateStore store() {
        return watched(StateStore.class, store);
    }

    Journal journal() {
        return watched(Journal.class, journal);
    }

    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = call(target, method, arguments);
                    return method.getReturnType().isInterface()
                                    && method.getReturnType().getPackageName().equals("io.lunette.port")
                            ? watchedPart(method.getReturnType(), result)
                            : result;
                }));
    }

    private <T> T watchedPart(Class<T> type, Object part) {
        return watched(type, type.cast(part));
    }

    private synchronized Object call(Object target, Method method, Object... arguments) throws Throwable {
        if (dead) {
            throw new Killed();
        }
        boolean outermostWrite = depth == 0 && WRITES.contains(method.getName());
        if (outermostWrite) {
            maybeDie();
        }
        depth++;
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException problem) {
            throw problem.getCause();
        } finally {
            depth--;
            if (outermostWrite) {
                maybeDie();
            }
        }
    }

    private void maybeDie() {
        point++;
        if (point == killAt) {
            dead = true;
            throw new Killed();
        }
    }
}
