package io.lunette.scsi;

import io.lunette.model.ReservationKey;
import java.nio.ByteBuffer;

/**
 * What PERSISTENT RESERVE OUT is to do, SPC-4 section 6.16, of all of the logical unit (scope 0).
 *
 * @param type of the reservation; matters to RESERVE, and to PREEMPT of a holder, which hands the reservation on
 * @param own the key that the sender is registered by; 0 where it is not
 * @param other the key that the sender is to have (REGISTER; 0 ends the registration), or the victim's (PREEMPT)
 */
public record ReserveOut(Action action, ReservationType type, ReservationKey own, ReservationKey other) {
    static final int PARAMETER_BYTES = 24;

    public enum Action {
        REGISTER(0x00),
        RESERVE(0x01),
        CLEAR(0x03),
        PREEMPT(0x04),
        REGISTER_AND_IGNORE_EXISTING_KEY(0x06);

        private final int code;

        Action(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    public static ReserveOut register(ReservationKey own, ReservationKey wanted) {
        return new ReserveOut(Action.REGISTER, ReservationType.WRITE_EXCLUSIVE, own, wanted);
    }

    /** For who does not know whether it is registered, or by which key. */
    public static ReserveOut registerAndIgnore(ReservationKey wanted) {
        return new ReserveOut(
                Action.REGISTER_AND_IGNORE_EXISTING_KEY, ReservationType.WRITE_EXCLUSIVE, ReservationKey.NONE, wanted);
    }

    public static ReserveOut unregister(ReservationKey own) {
        return register(own, ReservationKey.NONE);
    }

    public static ReserveOut reserve(ReservationKey own, ReservationType type) {
        return new ReserveOut(Action.RESERVE, type, own, ReservationKey.NONE);
    }

    /** Ends every registration by the victim's key; where the victim holds the reservation, the sender holds it then. */
    public static ReserveOut preempt(ReservationKey own, ReservationKey victim, ReservationType type) {
        return new ReserveOut(Action.PREEMPT, type, own, victim);
    }

    /** Ends the reservation and every registration, the sender's too. */
    public static ReserveOut clear(ReservationKey own) {
        return new ReserveOut(Action.CLEAR, ReservationType.WRITE_EXCLUSIVE, own, ReservationKey.NONE);
    }

    /** The parameter list: both keys, and no flag set, so that nothing outlives a loss of power and one port is meant. */
    byte[] parameters() {
        return ByteBuffer.allocate(PARAMETER_BYTES)
                .putLong(own.bits())
                .putLong(other.bits())
                .array();
    }
}
