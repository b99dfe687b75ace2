package io.lunette.scsi;

/** What a persistent reservation forbids and to whom; the code is that of SPC-4 table 64. */
public record ReservationType(int code) {
    public static final ReservationType WRITE_EXCLUSIVE = new ReservationType(1);
    public static final ReservationType WRITE_EXCLUSIVE_REGISTRANTS_ONLY = new ReservationType(5);

    /** In the standard's words. */
    public String text() {
        return switch (code) {
            case 1 -> "write exclusive";
            case 3 -> "exclusive access";
            case 5 -> "write exclusive, registrants only";
            case 6 -> "exclusive access, registrants only";
            case 7 -> "write exclusive, all registrants";
            case 8 -> "exclusive access, all registrants";
            default -> "unknown type " + code;
        };
    }

    /** Whether everybody who is registered holds it, so that no key says who does. */
    public boolean isHeldByAll() {
        return code == 7 || code == 8;
    }
}
