package io.lunette.scsi;

import java.nio.ByteBuffer;

/**
 * A command: its descriptor block (CDB), and the data that go with it, which flow one way: those that it sends, or as many
 * bytes as it answers at most.
 */
public final class ScsiCommand {
    private static final int SIX_BYTES = 6;
    private static final int TEN_BYTES = 10;
    private static final int TWELVE_BYTES = 12;
    private static final int SIXTEEN_BYTES = 16;

    // Units older than SPC-3 take only the low byte of an allocation length: 0xfc then, and not 0.
    private static final int PAGE_BYTES = 0x0ffc;
    private static final int CAPACITY_BYTES = 32;
    private static final int RESERVATION_BYTES = 0x1ffc;

    /** For 8192 units: more than Linux scans for on a target unless it is told to. */
    private static final int LUN_LIST_BYTES = 8 + 8 * 8192;

    private final String name;
    private final byte[] cdb;
    private final int answerBytes;
    private final byte[] sent;

    private ScsiCommand(String name, ByteBuffer cdb, int answerBytes) {
        this(name, cdb, answerBytes, new byte[0]);
    }

    private ScsiCommand(String name, ByteBuffer cdb, int answerBytes, byte[] sent) {
        this.name = name;
        this.cdb = new byte[cdb.capacity()];
        cdb.get(0, this.cdb);
        this.answerBytes = answerBytes;
        this.sent = sent;
    }

    /** INQUIRY for the standard data, SPC-4 section 6.6. */
    public static ScsiCommand inquiry() {
        return inquiry("INQUIRY", 0, 0, 0xfc);
    }

    /** INQUIRY for a vital product data page, SPC-4 section 6.6. */
    public static ScsiCommand vitalProductData(int page) {
        return inquiry("INQUIRY of VPD page 0x%02x".formatted(page), 1, page, PAGE_BYTES);
    }

    private static ScsiCommand inquiry(String name, int vital, int page, int answerBytes) {
        ByteBuffer cdb = ByteBuffer.allocate(SIX_BYTES).put((byte) 0x12).put((byte) vital);
        return new ScsiCommand(name, cdb.put((byte) page).putShort((short) answerBytes), answerBytes);
    }

    /** READ CAPACITY(16), SBC-3 section 5.16: a service action of 0x9e. */
    public static ScsiCommand readCapacity16() {
        ByteBuffer cdb = ByteBuffer.allocate(SIXTEEN_BYTES).put((byte) 0x9e).put((byte) 0x10);
        return new ScsiCommand("READ CAPACITY(16)", cdb.putInt(10, CAPACITY_BYTES), CAPACITY_BYTES);
    }

    /** REPORT LUNS of every unit but well-known ones, SPC-4 section 6.33. */
    public static ScsiCommand reportLuns() {
        ByteBuffer cdb = ByteBuffer.allocate(TWELVE_BYTES).put((byte) 0xa0);
        return new ScsiCommand("REPORT LUNS", cdb.putInt(6, LUN_LIST_BYTES), LUN_LIST_BYTES);
    }

    /** PERSISTENT RESERVE IN, READ KEYS, SPC-4 section 6.15.2. */
    public static ScsiCommand readKeys() {
        return persistentReserveIn("PERSISTENT RESERVE IN, READ KEYS", 0);
    }

    /** PERSISTENT RESERVE IN, READ RESERVATION, SPC-4 section 6.15.3. */
    public static ScsiCommand readReservation() {
        return persistentReserveIn("PERSISTENT RESERVE IN, READ RESERVATION", 1);
    }

    /** PERSISTENT RESERVE IN, REPORT CAPABILITIES, SPC-4 section 6.15.4. */
    public static ScsiCommand reportReservationCapabilities() {
        return persistentReserveIn("PERSISTENT RESERVE IN, REPORT CAPABILITIES", 2);
    }

    /** PERSISTENT RESERVE IN, READ FULL STATUS, SPC-4 section 6.15.5. */
    public static ScsiCommand readFullStatus() {
        return persistentReserveIn("PERSISTENT RESERVE IN, READ FULL STATUS", 3);
    }

    private static ScsiCommand persistentReserveIn(String name, int serviceAction) {
        ByteBuffer cdb = ByteBuffer.allocate(TEN_BYTES).put((byte) 0x5e).put((byte) serviceAction);
        return new ScsiCommand(name, cdb.putShort(7, (short) RESERVATION_BYTES), RESERVATION_BYTES);
    }

    /** PERSISTENT RESERVE OUT, SPC-4 section 6.16. */
    public static ScsiCommand persistentReserveOut(ReserveOut what) {
        byte[] parameters = what.parameters();
        ByteBuffer cdb = ByteBuffer.allocate(TEN_BYTES)
                .put((byte) 0x5f)
                .put((byte) what.action().code())
                .put((byte) what.type().code())
                .putInt(5, parameters.length);
        String action = what.action().toString().replace('_', ' ');
        return new ScsiCommand("PERSISTENT RESERVE OUT, " + action, cdb, 0, parameters);
    }

    public byte[] cdb() {
        return cdb.clone();
    }

    public int answerBytes() {
        return answerBytes;
    }

    /** What goes to the unit with it; empty for a command that reads. */
    public byte[] sent() {
        return sent.clone();
    }

    @Override
    public String toString() {
        return name;
    }
}
