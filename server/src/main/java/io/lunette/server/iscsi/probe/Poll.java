package io.lunette.server.iscsi.probe;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** {@code poll(2)} on one file descriptor, which is what libiscsi asks its users to do. */
final class Poll implements AutoCloseable {
    private static final CLibrary C = Native.load("c", CLibrary.class);
    private static final NativeLong ONE = new NativeLong(1);
    private static final int EVENTS = 4;
    private static final int RETURNED_EVENTS = 6;

    interface CLibrary extends Library {
        int poll(Pointer descriptors, NativeLong count, int timeoutMillis);
    }

    private final Memory descriptor = new Memory(8);

    /** The events that came, 0 where none came in time. */
    int await(int fileDescriptor, int events, int timeoutMillis) {
        descriptor.setInt(0, fileDescriptor);
        descriptor.setShort(EVENTS, (short) events);
        descriptor.setShort(RETURNED_EVENTS, (short) 0);
        int ready = C.poll(descriptor, ONE, timeoutMillis);
        return ready > 0 ? descriptor.getShort(RETURNED_EVENTS) : 0;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
