package io.lunette.server.iscsi.tgt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One request of tgtd's management protocol, version 1.0.85 (Debian 12), as {@code tgtadm} sends it.
 *
 * <p>A request is a C structure in the machine's own byte order, 120 bytes on 64-bit machines, then the parameters
 * ({@code name=value} between commas, ended by a zero byte) where there are any:
 *
 * <pre>
 *   0 u32 mode        4 u32 operation    8 char[64] driver   72 u32 length of all of it
 *  76 i32 target id  80 u64 session id  88 u64 LUN           96 u32 connection id
 * 100 u32 host      104 u32 device type 108 u32 account direction
 * 112 u32 pack      116 u32 force
 * </pre>
 *
 * A connection carries one request. tgtd lets in only peers with its own user and group. Nothing of this is ever in a
 * command line, so that CHAP secrets can be sent.
 *
 * @param target a target's number, -1 where none is meant
 * @param session -1 where none is meant, as with {@code lun}
 */
record TgtRequest(
        Mode mode, Operation operation, int target, long session, long lun, int connection, String parameters) {

    /** What is worked on, by its number on the wire. */
    enum Mode {
        SYSTEM(0),
        TARGET(1),
        LOGICAL_UNIT(2),
        PORTAL(3),
        DRIVER(4),
        SESSION(5),
        CONNECTION(6),
        ACCOUNT(7);

        private final int number;

        Mode(int number) {
            this.number = number;
        }
    }

    /** What is done, by its number on the wire. */
    enum Operation {
        NEW(0),
        DELETE(1),
        SHOW(2),
        BIND(3),
        UNBIND(4),
        UPDATE(5),
        STATS(6),
        START(7),
        STOP(8);

        private final int number;

        Operation(int number) {
            this.number = number;
        }
    }

    private static final int HEADER_BYTES = 120;
    private static final int DRIVER = 8;
    private static final int LENGTH = 72;
    private static final int NONE = -1;
    private static final String ISCSI = "iscsi";

    static TgtRequest ofSystem(Operation operation) {
        return new TgtRequest(Mode.SYSTEM, operation, NONE, NONE, NONE, 0, "");
    }

    static TgtRequest ofAll(Mode mode, Operation operation) {
        return new TgtRequest(mode, operation, NONE, NONE, NONE, 0, "");
    }

    static TgtRequest ofPortal(Operation operation, String portal) {
        return new TgtRequest(Mode.PORTAL, operation, NONE, NONE, NONE, 0, "portal=" + portal);
    }

    static TgtRequest ofTarget(Operation operation, int target, String parameters) {
        return new TgtRequest(Mode.TARGET, operation, target, NONE, NONE, 0, parameters);
    }

    static TgtRequest ofUnit(Operation operation, int target, long lun, String parameters) {
        return new TgtRequest(Mode.LOGICAL_UNIT, operation, target, NONE, lun, 0, parameters);
    }

    /** Makes or removes an account, which is no target's yet or is every target's. */
    static TgtRequest ofAccount(Operation operation, String parameters) {
        return new TgtRequest(Mode.ACCOUNT, operation, NONE, NONE, NONE, 0, parameters);
    }

    /** Gives an account to a target, or takes it from there. */
    static TgtRequest ofAccount(Operation operation, int target, String user) {
        return new TgtRequest(Mode.ACCOUNT, operation, target, NONE, NONE, 0, "user=" + user);
    }

    static TgtRequest ofConnection(Operation operation, int target, long session, int connection) {
        return new TgtRequest(Mode.CONNECTION, operation, target, session, NONE, connection, "");
    }

    ByteBuffer encoded() {
        byte[] text = parameters.isEmpty() ? new byte[0] : (parameters + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer wire = ByteBuffer.allocate(HEADER_BYTES + text.length).order(ByteOrder.nativeOrder());
        wire.putInt(mode.number).putInt(operation.number);
        wire.put(DRIVER, ISCSI.getBytes(StandardCharsets.US_ASCII));
        wire.position(LENGTH)
                .putInt(wire.capacity())
                .putInt(target)
                .putLong(session)
                .putLong(lun);
        wire.putInt(connection);
        // Host, device type (0: a disk), account direction, pack and force stay zero.
        return wire.position(HEADER_BYTES).put(text).flip();
    }

    /** The request without its parameters, which may hold a secret. */
    @Override
    public String toString() {
        return operation + " " + mode + (target == NONE ? "" : " " + target);
    }
}
