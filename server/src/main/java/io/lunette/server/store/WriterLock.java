package io.lunette.server.store;

import java.util.concurrent.locks.ReentrantLock;

/** Who may write: one after the other, in the order they came. */
final class WriterLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    WriterLock() {
        super(true);
    }

    /** For the log: what the thread that has it does now, and how many wait. */
    Throwable whoHasIt() {
        Thread owner = getOwner();
        String waiting = getQueueLength() + " threads wait for it";
        if (owner == null) {
            return new IllegalStateException("nobody writes at this moment; " + waiting);
        }
        Throwable place = new IllegalStateException(owner + " writes; " + waiting);
        place.setStackTrace(owner.getStackTrace());
        return place;
    }
}
