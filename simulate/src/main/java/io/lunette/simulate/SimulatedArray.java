package io.lunette.simulate;

import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.FoundLun;
import io.lunette.model.FoundLun.LunNames;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody else's array in memory, whose LUNs can be adopted. All of its portals show the same targets. The methods that
 * change it are what its administrator does.
 */
public final class SimulatedArray {
    private static final int CONTROLLER = 0x0c;
    private static final int BLOCK_BYTES = 512;

    private final List<Portal> portals;
    private final Map<Iqn, Map<Integer, FoundLun>> targets = new ConcurrentHashMap<>();
    private final Set<Portal> down = ConcurrentHashMap.newKeySet();
    private final Map<Iqn, ChapAccount> accounts = new ConcurrentHashMap<>();
    private final Set<Iqn> keptOut = ConcurrentHashMap.newKeySet();

    public SimulatedArray(List<Portal> portals) {
        this.portals = List.copyOf(portals);
    }

    /** One that has three disks of different sizes and, as arrays do, its own controller at LUN 0. */
    public static SimulatedArray sample() {
        SimulatedArray array = new SimulatedArray(List.of(
                new Portal("array-a.invalid", Portal.DEFAULT_PORT),
                new Portal("array-b.invalid", Portal.DEFAULT_PORT)));
        Iqn target = Iqn.parse("iqn.2026-11.invalid.array:cluster").get();
        array.put(
                target, FoundLun.answering(0, CONTROLLER, names("controller"), Optional.empty(), Optional.empty(), 0));
        for (int number = 1; number <= 3; number++) {
            array.put(target, disk(number, number, ByteCount.ofGiB(number * 10L)));
        }
        return array;
    }

    /** A disk at this number which is that one of all disks that there are. */
    public static FoundLun disk(int number, int which, ByteCount size) {
        return FoundLun.answering(
                number,
                0,
                names("SN%08d".formatted(which)),
                Optional.of(Wwid.parse("naa.6001405%025x".formatted(which)).get()),
                Optional.of(size),
                BLOCK_BYTES);
    }

    private static LunNames names(String serial) {
        return new LunNames("SIMULATE", "ARRAY LUN", "0001", serial);
    }

    public List<Portal> portals() {
        return portals;
    }

    /** Shows a LUN at its number, instead of one that was there. */
    public void put(Iqn target, FoundLun lun) {
        targets.computeIfAbsent(target, any -> new ConcurrentHashMap<>()).put(lun.number(), lun);
    }

    public void remove(Iqn target, int number) {
        targets.getOrDefault(target, Map.of()).remove(number);
    }

    public void takeDown(Portal portal) {
        down.add(portal);
    }

    public void bringUp(Portal portal) {
        down.remove(portal);
    }

    public void keepOut(Iqn initiator) {
        keptOut.add(initiator);
    }

    public void letIn(Iqn initiator) {
        keptOut.remove(initiator);
    }

    /** Makes a LUN larger or smaller. */
    public void resize(Iqn target, int number, ByteCount size) {
        targets.getOrDefault(target, Map.of())
                .computeIfPresent(
                        number,
                        (same, lun) -> FoundLun.answering(
                                number,
                                lun.deviceType(),
                                new LunNames(lun.vendor(), lun.product(), lun.revision(), lun.serial()),
                                lun.wwid(),
                                Optional.of(size),
                                lun.blockBytes()));
    }

    /** How large the LUN on this path is, whoever asks. */
    public Optional<ByteCount> sizeAt(Connection.Network path) {
        return Optional.ofNullable(targets.getOrDefault(path.target(), Map.of()).get(path.lun()))
                .flatMap(FoundLun::size);
    }

    /** From now on the target asks who comes for this account. */
    public void demand(Iqn target, ChapAccount account) {
        accounts.put(target, account);
    }

    boolean refusesAccount(Iqn target, Login login) {
        ChapAccount wanted = accounts.get(target);
        return wanted != null && !login.chap().equals(Optional.of(wanted));
    }

    boolean listensAt(Portal portal) {
        return portals.contains(portal) && !down.contains(portal);
    }

    /** Sorted by name. */
    List<Iqn> targets() {
        return targets.keySet().stream().sorted(Comparator.comparing(Iqn::text)).toList();
    }

    /** What {@code login} sees of a target, sorted by number; empty where it is not let in. */
    Optional<List<FoundLun>> luns(Iqn target, Login login) {
        return Optional.ofNullable(targets.get(target))
                .filter(luns -> !keptOut.contains(login.initiator()) && !refusesAccount(target, login))
                .map(luns -> List.copyOf(new TreeMap<>(luns).values()));
    }
}
