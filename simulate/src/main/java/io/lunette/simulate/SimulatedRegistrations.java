package io.lunette.simulate;

import io.lunette.failure.Parsed;
import io.lunette.model.Iqn;
import io.lunette.model.ReservationKey;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.FullStatus.Registrant;
import io.lunette.scsi.HeldReservation;
import io.lunette.scsi.RegisteredKeys;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is registered with a LUN in memory, and who holds it. Guarded by the lock of its source. */
final class SimulatedRegistrations {
    private static final Parsed<FullStatus> NO_FULL_STATUS =
            Parsed.invalid("PERSISTENT RESERVE IN, READ FULL STATUS failed: SENSE KEY:ILLEGAL_REQUEST(5)"
                    + " ASCQ:INVALID_FIELD_IN_CDB(0x2400)");

    private final Map<Iqn, ReservationKey> keys = new LinkedHashMap<>();
    private @Nullable Iqn holder;
    private ReservationType type = ReservationType.WRITE_EXCLUSIVE;
    private int generation;

    /** Whether it has READ FULL STATUS, as tgt has not. */
    boolean tellsWho = true;

    void register(Iqn initiator, ReservationKey key) {
        keys.put(initiator, key);
        generation++;
    }

    void reserve(Iqn initiator, ReservationType wanted) {
        holder = initiator;
        type = wanted;
    }

    /** Whoever is registered by that key is so no more. */
    void preempt(ReservationKey victim) {
        keys.values().removeIf(victim::equals);
        generation++;
        if (holder != null && !keys.containsKey(holder)) {
            holder = type.isHeldByAll() ? keys.keySet().stream().findFirst().orElse(null) : null;
        }
    }

    void clear() {
        keys.clear();
        holder = null;
        generation++;
    }

    void powerOn() {
        clear();
        generation = 0;
    }

    Reservations shown() {
        return new Reservations(
                new RegisteredKeys(generation, List.copyOf(keys.values())),
                Optional.ofNullable(holder).map(this::held),
                tellsWho ? Parsed.valid(new FullStatus(generation, registrants())) : NO_FULL_STATUS,
                Parsed.valid(new ReservationCapabilities(
                        false,
                        false,
                        false,
                        Optional.of(Stream.of(1, 3, 5, 6, 7, 8)
                                .map(ReservationType::new)
                                .toList()))));
    }

    private HeldReservation held(Iqn who) {
        return new HeldReservation(
                type.isHeldByAll() ? ReservationKey.NONE : keys.getOrDefault(who, ReservationKey.NONE), type);
    }

    private List<Registrant> registrants() {
        return keys.entrySet().stream()
                .map(each -> new Registrant(
                        each.getValue(),
                        holder != null && (type.isHeldByAll() || each.getKey().equals(holder)),
                        false,
                        type,
                        1,
                        new TransportId.Iscsi(each.getKey().text(), Optional.of("800000000001"))))
                .toList();
    }

    List<ReservationKey> keys() {
        return List.copyOf(keys.values());
    }
}
