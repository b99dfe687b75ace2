package io.lunette.server.iscsi.tgt;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.VolumeId;
import io.lunette.port.LunSource;
import io.lunette.scsi.OwnIdentity;
import io.lunette.server.iscsi.Deadline;
import io.lunette.server.iscsi.LunLabels;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The LUN source on a tgtd of Lunette's own.
 *
 * <p>Guests use the LUNs, not the service: tgtd outlives a service that ends while LUNs are exposed, and the next service
 * takes it over ({@link #start}). When LUNs are exposed to nobody, tgtd ends with the service ({@link #close}); {@link #stop}
 * ends it in any case. A tgtd that is gone, with the machine's end too, is started again: at once where its end is seen, at
 * the next call, and at the latest a few seconds later; with the target of every file, masked as before.
 * {@link #reconcile} makes the masks what the service's store says.
 */
public final class TgtLunSource implements LunSource {
    private static final System.Logger LOG = System.getLogger(TgtLunSource.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final TgtSettings settings;
    private final LunFiles files;
    private final LunLabels labels;
    private final LunTargets targets;
    private final BoundedCalls calls;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private TgtLunSource(TgtSettings settings, KnownAccounts known) {
        this.settings = settings;
        this.files = new LunFiles(settings.luns(), settings.overcommit());
        this.labels = new LunLabels(settings.luns());
        this.targets = new LunTargets(settings, files, known, this::revive);
        this.calls = new BoundedCalls(settings.patience());
    }

    /**
     * Starts tgtd, or takes over the one that runs on this control port, and makes the targets that are missing.
     *
     * @param known the accounts of the initiators that see LUNs already
     */
    public static Outcome<TgtLunSource> start(TgtSettings settings, KnownAccounts known) {
        TgtLunSource source = new TgtLunSource(settings, known);
        return source.call("The iSCSI target was not started", deadline -> {
            source.files.prepare();
            source.targets.list(deadline);
            Thread.ofVirtual().name("look-at-tgtd").start(source::keepLooking);
            return Outcome.done(source);
        });
    }

    /** Finds out too that tgtd is another one than it was, which somebody else started. */
    private void keepLooking() {
        try {
            while (!ended.await(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.tryCall(LOOK, targets::list);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void revive() {
        if (!closed) {
            LOG.log(Level.WARNING, "tgtd ended; it is started again");
            call("The iSCSI target was not started again", deadline -> Outcome.done(targets.list(deadline)))
                    .ifFailed(failure -> LOG.log(Level.ERROR, failure.sentence()));
        }
    }

    @Override
    public Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content) {
        String fails = "Volume " + volume + " was not made";
        return begin(fails, volume, wholeBlocks(size), content).then(part -> {
            if (part.isEmpty()) {
                return call(fails, deadline -> present(volume, deadline));
            }
            // Without the lock, for copying may take minutes.
            return calls.longCall(fails, ignored -> {
                        files.fill(part.get(), content);
                        return Outcome.done();
                    })
                    .then(filled -> call(fails, deadline -> finish(part.get(), volume, deadline)));
        });
    }

    private static ByteCount wholeBlocks(ByteCount size) {
        return new ByteCount(Math.ceilDiv(size.bytes(), LunFiles.BLOCK_BYTES) * LunFiles.BLOCK_BYTES);
    }

    /** An empty file for the volume, or nothing when it has its file already. */
    private Outcome<Optional<Path>> begin(String fails, VolumeId volume, ByteCount size, Optional<Path> content) {
        return call(fails, deadline -> {
            if (files.size(volume).isPresent()) {
                return Outcome.done(Optional.empty());
            }
            if (content.isPresent() && Files.size(content.get()) > size.bytes()) {
                throw new IllegalArgumentException("the content of volume " + volume + " is larger than its LUN");
            }
            return size.compareTo(files.room()) > 0
                    ? Outcome.failed(new StorageFailure.NoSpace(fails, size.bytes()))
                    : Outcome.done(Optional.of(files.begin(volume, size)));
        });
    }

    /** The LUN of a file that is complete; of two that were made at a time, the first one's. */
    private Outcome<Lun> finish(Path part, VolumeId volume, Deadline deadline) throws IOException {
        try {
            if (files.size(volume).isEmpty()) {
                // A target that an interrupted call left would hold another file of that name.
                targets.remove(volume, deadline);
                files.finish(part, volume);
                return presentOrNothing(volume, deadline);
            }
            return present(volume, deadline);
        } finally {
            files.abandon(part);
        }
    }

    private Outcome<Lun> presentOrNothing(VolumeId volume, Deadline deadline) throws IOException {
        try {
            return present(volume, deadline);
        } catch (IOException failed) {
            files.delete(volume);
            throw failed;
        }
    }

    private Outcome<Lun> present(VolumeId volume, Deadline deadline) throws IOException {
        targets.ensure(volume, deadline);
        return lun(volume);
    }

    private Outcome<Lun> lun(VolumeId volume) throws IOException {
        return sizeOf(volume)
                .map(size -> new Lun(
                        new LunAddress(settings.portals(), targets.name(volume), TgtTarget.LUN),
                        identity(volume, size),
                        false));
    }

    private static LunIdentity identity(VolumeId volume, ByteCount size) {
        return new LunIdentity(
                LunTargets.VENDOR,
                LunTargets.PRODUCT,
                LunTargets.REVISION,
                OwnIdentity.serial(volume),
                OwnIdentity.wwid(volume),
                size,
                LunFiles.BLOCK_BYTES);
    }

    private Outcome<ByteCount> sizeOf(VolumeId volume) throws IOException {
        return Outcome.of(files.size(volume), new StorageFailure.NoSuchLun(volume.toString()));
    }

    @Override
    public Outcome<ByteCount> room() {
        return call("The room for volumes was not measured", deadline -> Outcome.done(files.room()));
    }

    @Override
    public Outcome<Unit> delete(VolumeId volume) {
        return call("Volume " + volume + " was not deleted", deadline -> {
            targets.remove(volume, deadline);
            files.delete(volume);
            labels.delete(volume);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Unit> extend(VolumeId volume, ByteCount size) {
        String what = "Volume " + volume + " was not extended";
        return call(what, deadline -> switch (sizeOf(volume)) {
            case Outcome.Failed<ByteCount> none -> none.as();
            case Outcome.Done<ByteCount> now -> extend(what, volume, now.value(), wholeBlocks(size), deadline);
        });
    }

    /**
     * tgtd learns a file's size only by opening it anew. It closes the file first, while the threads that carry out reads and
     * writes go on with the number of the closed file: a command that meets it ends in {@code EBADF}, and its guest sees a
     * medium error (tgt 1.0.85, target.c tgt_device_path_update and bs_rdwr.c; seen after a dozen times under load).
     */
    @Override
    public boolean extendsUnderLoad() {
        return false;
    }

    private Outcome<Unit> extend(String what, VolumeId volume, ByteCount now, ByteCount wanted, Deadline deadline)
            throws IOException {
        long more = wanted.bytes() - now.bytes();
        if (more > 0 && more > files.room().bytes()) {
            return Outcome.failed(new StorageFailure.NoSpace(what, more));
        }
        if (more > 0) {
            files.grow(volume, wanted);
        }
        if (more >= 0) {
            // Also for the same size: the call before may have been cut off between file and target.
            targets.reopen(volume, deadline);
        }
        return Outcome.done();
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return call("Volume " + volume + " was not exposed", deadline -> {
            Outcome<ByteCount> present = sizeOf(volume);
            if (present instanceof Outcome.Failed<ByteCount> none) {
                return none.as();
            }
            targets.expose(volume, login, deadline);
            return Outcome.done(
                    new Connection.Network(settings.portals().getFirst(), targets.name(volume), TgtTarget.LUN));
        });
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return call("Volume " + volume + " was not withdrawn from " + initiator, deadline -> {
            targets.withdraw(volume, initiator, deadline);
            return Outcome.done();
        });
    }

    @Override
    public Outcome<List<Iqn>> exposedTo(VolumeId volume) {
        return call(
                "The initiators of volume " + volume + " were not read",
                deadline -> Outcome.done(targets.exposedTo(volume, deadline).stream()
                        .flatMap(text -> Iqn.parse(text).toOptional().stream())
                        .sorted(Comparator.comparing(Iqn::text))
                        .toList()));
    }

    @Override
    public Outcome<Unit> label(VolumeId volume, Map<String, String> texts) {
        return labelling(volume, () -> {
            labels.write(volume, texts);
            if (files.size(volume).isEmpty()) {
                // It was deleted meanwhile.
                labels.delete(volume);
            }
            return Outcome.done();
        });
    }

    @Override
    public Outcome<Map<String, String>> labels(VolumeId volume) {
        return labelling(volume, () -> Outcome.done(labels.read(volume)));
    }

    private interface OnFiles<T> {
        Outcome<T> run() throws IOException;
    }

    private <T> Outcome<T> labelling(VolumeId volume, OnFiles<T> work) {
        return calls.longCall("The label of volume " + volume + " was not kept or read", ignored -> {
            Outcome<ByteCount> present = sizeOf(volume);
            return present instanceof Outcome.Failed<ByteCount> none ? none.as() : work.run();
        });
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return call("The volumes were not listed", deadline -> Outcome.done(files.volumes()));
    }

    @Override
    public Outcome<List<Renewal>> renewals() {
        return call("The losses of the iSCSI target were not read", deadline -> Outcome.done(targets.renewals()));
    }

    /**
     * Makes the masks what they should be, on every LUN: initiators that are missing come to see it, all others lose it with
     * their sessions, and each has the account that the service's store has for it. For the start of a service. LUNs that {@code wanted} does
     * not name are hidden from everybody; volumes that have no LUN are left out. Each LUN has 10 s.
     */
    public Outcome<Unit> reconcile(Map<VolumeId, Set<Iqn>> wanted) {
        return volumes().then(volumes -> {
            for (VolumeId volume : volumes) {
                Outcome<Unit> done = reconcile(volume, wanted.getOrDefault(volume, Set.of()));
                if (!done.isDone()) {
                    return done;
                }
            }
            return Outcome.done();
        });
    }

    private Outcome<Unit> reconcile(VolumeId volume, Set<Iqn> initiators) {
        Set<String> names = initiators.stream().map(Iqn::text).collect(Collectors.toSet());
        return call("The initiators of volume " + volume + " were not set", deadline -> {
            if (files.size(volume).isPresent()) {
                targets.setMask(volume, names, deadline);
            }
            return Outcome.done();
        });
    }

    /** Removes every target, cuts every session, and ends tgtd, by force if it hangs. The LUNs' files stay. */
    public Outcome<Unit> stop() {
        end();
        return calls.call("The iSCSI target was not stopped", deadline -> {
            targets.stop(deadline);
            return Outcome.done();
        });
    }

    /** Ends tgtd if no LUN is exposed; otherwise leaves it to the guests and to the next service. */
    @Override
    public void close() {
        if (!closed) {
            end();
            calls.call(
                            "The iSCSI target was not asked for its users",
                            deadline -> Outcome.done(targets.inUse(deadline)))
                    .then(inUse -> inUse ? Outcome.done() : stop())
                    .ifFailed(failure -> LOG.log(Level.WARNING, failure.sentence()));
        }
    }

    private void end() {
        closed = true;
        ended.countDown();
    }

    private <T> Outcome<T> call(String whatFails, BoundedCalls.Work<T> work) {
        return closed
                ? Outcome.failed(new StorageFailure.Unavailable(whatFails, "the service is ending"))
                : calls.call(whatFails, work);
    }
}
