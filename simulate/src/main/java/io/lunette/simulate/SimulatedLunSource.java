package io.lunette.simulate;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.LunSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * LUNs in memory, behind one portal where nothing listens. The methods that are not of the port are the accidents that
 * tests arrange: a path that is down, LUNs that changed places, a source that hangs or fails.
 */
public final class SimulatedLunSource implements LunSource {
    public static final Portal PORTAL = new Portal("simulated.invalid", Portal.DEFAULT_PORT);

    private final ByteCount capacity;
    private final Duration patience;
    private final Map<VolumeId, SimulatedLun> luns = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition thawed = lock.newCondition();
    private final List<Renewal> renewals = new ArrayList<>();
    private boolean frozen;
    private @Nullable Failure next;
    private volatile Runnable growing = () -> {};

    /**
     * A source with room for LUNs of {@code capacity} in sum.
     *
     * @param patience how long a call waits for a source that hangs
     */
    public SimulatedLunSource(ByteCount capacity, Duration patience) {
        this.capacity = capacity;
        this.patience = patience;
    }

    @Override
    public Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content) {
        ByteCount whole =
                new ByteCount(Math.ceilDiv(size.bytes(), SimulatedLun.BLOCK_BYTES) * SimulatedLun.BLOCK_BYTES);
        try {
            if (content.isPresent() && Files.size(content.get()) > whole.bytes()) {
                throw new IllegalArgumentException("the content of volume " + volume + " is larger than its LUN");
            }
            SparseContent data = content.isPresent() ? SparseContent.of(content.get()) : SparseContent.none();
            return call(() -> keep(volume, whole, data)).map(lun -> lun.lun(PORTAL));
        } catch (IOException unreadable) {
            return Outcome.failed(
                    new StorageFailure.Unavailable("Volume " + volume + " was not made", "its content cannot be read"));
        }
    }

    private Outcome<SimulatedLun> keep(VolumeId volume, ByteCount size, SparseContent content) {
        if (luns.containsKey(volume)) {
            return Outcome.done(luns.get(volume));
        }
        if (size.bytes() > free()) {
            return Outcome.failed(new StorageFailure.NoSpace("Volume " + volume + " was not made", size.bytes()));
        }
        SimulatedLun lun = new SimulatedLun(volume, size, content);
        luns.put(volume, lun);
        return Outcome.done(lun);
    }

    private long free() {
        return capacity.bytes()
                - luns.values().stream().mapToLong(lun -> lun.size.bytes()).sum();
    }

    @Override
    public Outcome<ByteCount> room() {
        return call(() -> Outcome.done(new ByteCount(free() / SimulatedLun.BLOCK_BYTES * SimulatedLun.BLOCK_BYTES)));
    }

    @Override
    public Outcome<Unit> delete(VolumeId volume) {
        return call(() -> {
            luns.remove(volume);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> extend(VolumeId volume, ByteCount size) {
        return call(() -> find(volume).then(lun -> {
            long more = size.bytes() - lun.size.bytes();
            if (more > free()) {
                return Outcome.failed(new StorageFailure.NoSpace("Volume " + volume + " was not extended", more));
            }
            growing.run();
            if (more > 0) {
                lun.grow(size);
            }
            return Outcome.done();
        }));
    }

    @Override
    public boolean extendsUnderLoad() {
        return false;
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return call(() -> find(volume)).map(found -> {
            found.initiators.put(login.initiator(), login.chap());
            return lun.onNetwork().path(PORTAL);
        });
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return call(() -> {
            if (luns.containsKey(volume)) {
                luns.get(volume).initiators.remove(initiator);
            }
            return Outcome.done();
        });
    }

    @Override
    public Outcome<List<Iqn>> exposedTo(VolumeId volume) {
        return call(() -> Outcome.done(
                luns.containsKey(volume)
                        ? List.copyOf(luns.get(volume).initiators.keySet())
                        : List.of()));
    }

    @Override
    public Outcome<Unit> label(VolumeId volume, Map<String, String> labels) {
        return call(() -> find(volume).map(lun -> {
            lun.labels = Map.copyOf(labels);
            return Unit.UNIT;
        }));
    }

    @Override
    public Outcome<Map<String, String>> labels(VolumeId volume) {
        return call(() -> find(volume).map(lun -> lun.labels));
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return call(() -> Outcome.done(luns.keySet().stream()
                .sorted(Comparator.comparing(VolumeId::toString))
                .toList()));
    }

    @Override
    public Outcome<List<Renewal>> renewals() {
        return call(() -> Outcome.done(List.copyOf(renewals)));
    }

    @Override
    public void close() {}

    private Outcome<SimulatedLun> find(VolumeId volume) {
        return Outcome.of(Optional.ofNullable(luns.get(volume)), new StorageFailure.NoSuchLun(volume.toString()));
    }

    /** Runs one call of the port: alone, and after the accidents that were arranged for it. */
    private <T> Outcome<T> call(Supplier<Outcome<T>> work) {
        lock.lock();
        try {
            Failure arranged = next;
            next = null;
            if (arranged != null) {
                return Outcome.failed(arranged);
            }
            return awaitThaw()
                    ? work.get()
                    : Outcome.failed(new StorageFailure.Unavailable(
                            "The simulated target was not reached", "it did not answer in time"));
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitThaw() {
        long left = patience.toNanos();
        try {
            while (frozen && left > 0) {
                left = thawed.awaitNanos(left);
            }
            return !frozen;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void arrange(Runnable accident) {
        lock.lock();
        try {
            accident.run();
            thawed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on calls wait, and fail when their patience ends. */
    public void freeze() {
        arrange(() -> frozen = true);
    }

    public void thaw() {
        arrange(() -> frozen = false);
    }

    /** What holds the LUNs dies, and is there again with all but the reservations of initiators. */
    public void crash() {
        arrange(() -> {
            luns.values().forEach(lun -> lun.registrations.powerOn());
            int exposed = Math.toIntExact(luns.values().stream()
                    .filter(lun -> !lun.initiators.isEmpty())
                    .count());
            if (exposed > 0) {
                renewals.add(new Renewal(Instant.now(), exposed));
            }
        });
    }

    /** The next call fails so, and does nothing. */
    public void failNext(Failure failure) {
        arrange(() -> next = failure);
    }

    /** Runs this whenever a LUN is about to grow. */
    public void beforeGrowing(Runnable look) {
        growing = look;
    }

    /** How large the LUN on this path is, whoever asks. */
    public Optional<ByteCount> sizeAt(Connection.Network path) {
        lock.lock();
        try {
            return luns.values().stream()
                    .filter(lun -> path.target().equals(SimulatedLun.target(lun.volume)))
                    .findFirst()
                    .map(lun -> lun.shown.size());
        } finally {
            lock.unlock();
        }
    }

    /** The way to the LUN is down; the source itself goes on working. */
    public void cutPath(VolumeId volume) {
        arrange(() -> known(volume).pathDown = true);
    }

    public void healPath(VolumeId volume) {
        arrange(() -> known(volume).pathDown = false);
    }

    /** As when an array reuses LUN numbers: where one of them was, the other answers. */
    public void swapIdentities(VolumeId one, VolumeId other) {
        arrange(() -> {
            LunIdentity before = known(one).shown;
            known(one).shown = known(other).shown;
            known(other).shown = before;
        });
    }

    /** As of a clone: the other LUN answers with the identity of the one. */
    public void cloneIdentity(VolumeId one, VolumeId other) {
        arrange(() -> known(other).shown = known(one).shown);
    }

    /** What is on a LUN. */
    public byte[] read(VolumeId volume, long from, int bytes) {
        lock.lock();
        try {
            return known(volume).content.read(from, bytes);
        } finally {
            lock.unlock();
        }
    }

    /** What {@code login} finds on that path, or nothing. */
    Optional<LunIdentity> seen(Connection.Network path, Login login) {
        return onLun(path, login, lun -> lun.shown);
    }

    /** What {@code initiator} finds on that path in a session that it has already: nobody asks it for an account again. */
    Optional<LunIdentity> seenInSession(Connection.Network path, Iqn initiator) {
        return onLun(path, lun -> lun.initiators.containsKey(initiator), lun -> lun.shown);
    }

    /** What comes of some work on the LUN that {@code login} finds on that path, or nothing where it finds none. */
    <T> Optional<T> onLun(Connection.Network path, Login login, Function<SimulatedLun, T> work) {
        return onLun(path, lun -> lun.letsIn(login), work);
    }

    private <T> Optional<T> onLun(
            Connection.Network path, Predicate<SimulatedLun> admission, Function<SimulatedLun, T> work) {
        lock.lock();
        try {
            return luns.values().stream()
                    .filter(lun -> path.equals(
                            new Connection.Network(PORTAL, SimulatedLun.target(lun.volume), SimulatedLun.NUMBER)))
                    .filter(lun -> admission.test(lun) && !lun.pathDown && !frozen)
                    .findFirst()
                    .map(work);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the target knows the initiator of {@code login}, and not its account. */
    boolean refusesAccount(Connection.Network path, Login login) {
        lock.lock();
        try {
            return luns.values().stream()
                    .filter(lun -> SimulatedLun.target(lun.volume).equals(path.target()))
                    .anyMatch(lun -> lun.initiators.containsKey(login.initiator()) && !lun.letsIn(login));
        } finally {
            lock.unlock();
        }
    }

    /** The account that a target has for an initiator. */
    public Optional<ChapAccount> account(VolumeId volume, Iqn initiator) {
        lock.lock();
        try {
            return known(volume).initiators.getOrDefault(initiator, Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private SimulatedLun known(VolumeId volume) {
        return Optional.ofNullable(luns.get(volume))
                .orElseThrow(() -> new IllegalArgumentException("no LUN of volume " + volume));
    }
}
