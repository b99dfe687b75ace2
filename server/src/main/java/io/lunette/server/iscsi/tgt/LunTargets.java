package io.lunette.server.iscsi.tgt;

import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.VolumeId;
import io.lunette.port.LunSource;
import io.lunette.port.StoreUnavailable;
import io.lunette.run.TargetLogins;
import io.lunette.scsi.OwnIdentity;
import io.lunette.server.iscsi.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A target for each file, in a tgtd that may die and forget everything: whatever is called first after that starts it again
 * and tells it the targets and masks anew. One caller at a time.
 */
final class LunTargets {
    static final String VENDOR = "LUNETTE";
    static final String PRODUCT = "PASSTHROUGH LUN";
    static final String REVISION = "0001";

    private final TgtSettings settings;
    private final LunFiles files;
    private final TgtControl control;
    private final TgtdProcess process;
    private final TgtTargets targets;
    private final Runnable died;
    private final LunMasks masks;
    private final TgtAccounts accounts;
    private final KnownAccounts known;
    private final Renewals renewals;
    private final Set<String> made = new HashSet<>();
    private boolean restored;

    /**
     * Targets for {@code files}.
     *
     * @param known the accounts that initiators have
     * @param died is run when a tgtd that was in use has ended
     */
    LunTargets(TgtSettings settings, LunFiles files, KnownAccounts known, Runnable died) {
        this.settings = settings;
        this.files = files;
        this.control = new TgtControl(settings.controlPort());
        this.process = new TgtdProcess(settings, control);
        this.targets = new TgtTargets(control);
        this.known = known;
        this.accounts = new TgtAccounts(targets);
        this.died = died;
        this.masks = new LunMasks(settings.luns());
        this.renewals = new Renewals(settings.luns());
    }

    /** Every target that tgtd has, after it was started if it was not running, and told what it had forgotten. */
    List<TgtTarget> list(Deadline deadline) throws IOException {
        Optional<List<TgtTarget>> complete = restored ? complete(deadline) : Optional.empty();
        if (complete.isPresent()) {
            return complete.get();
        }
        restored = false;
        process.ensureRunning(deadline);
        process.handle().ifPresent(this::watch);
        List<TgtTarget> all = restore(deadline);
        // Last, so that an initiator that comes back finds its LUN or nobody, and is not told that there is none.
        process.openPortals(deadline);
        restored = true;
        return all;
    }

    /** Nothing where tgtd is gone, or is another one than it was. */
    private Optional<List<TgtTarget>> complete(Deadline deadline) throws IOException {
        try {
            List<TgtTarget> all = targets.list(deadline);
            Set<String> names = all.stream().map(TgtTarget::name).collect(Collectors.toSet());
            return names.containsAll(made) ? Optional.of(all) : Optional.empty();
        } catch (TgtRefused | InterruptedIOException there) {
            throw there;
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void watch(ProcessHandle tgtd) {
        CompletableFuture<Void> unused = tgtd.onExit().thenRunAsync(died);
    }

    private List<TgtTarget> restore(Deadline deadline) throws IOException {
        made.clear();
        accounts.forgetAll();
        List<TgtTarget> present = new ArrayList<>(targets.list(deadline));
        Set<VolumeId> volumes = Set.copyOf(files.volumes());
        for (TgtTarget target : List.copyOf(present)) {
            Optional<VolumeId> volume = volumeOf(target);
            if (volume.isPresent() && volumes.contains(volume.get())) {
                masks.add(volume.get(), target.initiators());
            } else if (volume.isPresent()) {
                remove(target, deadline);
                present.remove(target);
            }
        }
        accounts.deleteUnbound(present, deadline);
        restore(volumes, present, deadline);
        return present;
    }

    private void restore(Set<VolumeId> volumes, List<TgtTarget> present, Deadline deadline) throws IOException {
        int lost = 0;
        try {
            for (VolumeId volume : volumes) {
                boolean wasThere = find(volume, present).isPresent();
                ensure(volume, present, deadline);
                lost += wasThere || masks.of(volume).isEmpty() ? 0 : 1;
            }
        } finally {
            if (lost > 0) {
                renewals.add(Instant.now(), lost);
            }
        }
    }

    List<LunSource.Renewal> renewals() throws IOException {
        return renewals.all();
    }

    Iqn name(VolumeId volume) {
        return new Iqn(settings.iqnPrefix() + ":" + volume);
    }

    private Optional<VolumeId> volumeOf(TgtTarget target) {
        String prefix = settings.iqnPrefix() + ":";
        return target.name().startsWith(prefix)
                ? VolumeId.parse(target.name().substring(prefix.length())).toOptional()
                : Optional.empty();
    }

    /** Makes the target of a volume that has a file, where there is none. */
    void ensure(VolumeId volume, Deadline deadline) throws IOException {
        ensure(volume, list(deadline), deadline);
    }

    /** The number of the volume's target, whose unit has the volume's identity and file, and whose mask is as it was. */
    private int ensure(VolumeId volume, List<TgtTarget> present, Deadline deadline) throws IOException {
        TgtTarget.Unit unit = unit(volume);
        Optional<TgtTarget> found = find(volume, present);
        made.add(name(volume).text());
        if (found.isPresent() && found.get().unit().equals(unit)) {
            return found.get().number();
        }
        if (found.isPresent()) {
            // A crash came between its making and its naming.
            remove(found.get(), deadline);
            present.remove(found.get());
        }
        int number = targets.create(name(volume).text(), unit, attributes(volume), present, deadline);
        present.add(masked(volume, new TgtTarget(number, name(volume).text(), unit, List.of(), List.of()), deadline));
        return number;
    }

    /** A new target with the accounts and initiators that it had before. */
    private TgtTarget masked(VolumeId volume, TgtTarget target, Deadline deadline) throws IOException {
        Set<String> mask = masks.of(volume);
        List<String> users = accounts.set(volume, target, known(volume, mask), deadline);
        for (String initiator : mask) {
            targets.bind(target.number(), initiator, deadline);
        }
        return new TgtTarget(target.number(), target.name(), target.unit(), List.copyOf(mask), users);
    }

    /** A store that cannot be asked must not let initiators in without their accounts. */
    private List<ChapAccount> known(VolumeId volume, Set<String> initiators) throws TgtdTrouble {
        try {
            return initiators.stream()
                    .flatMap(initiator -> known.of(volume, new Iqn(initiator)).stream())
                    .toList();
        } catch (StoreUnavailable problem) {
            throw new TgtdTrouble("the store did not tell the initiators' accounts", problem);
        }
    }

    private void remove(TgtTarget target, Deadline deadline) throws IOException {
        targets.remove(target, deadline);
        accounts.delete(target.accounts(), deadline);
    }

    private TgtTarget.Unit unit(VolumeId volume) {
        return new TgtTarget.Unit(
                OwnIdentity.wwid(volume).toString(), files.of(volume).toString());
    }

    private static String attributes(VolumeId volume) {
        return "vendor_id=" + VENDOR + ",product_id=" + PRODUCT + ",product_rev=" + REVISION + ",scsi_sn="
                + OwnIdentity.serial(volume) + ",scsi_id=" + OwnIdentity.wwid(volume) + ",thin_provisioning=1";
    }

    private Optional<TgtTarget> find(VolumeId volume, List<TgtTarget> present) {
        String name = name(volume).text();
        return present.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    void expose(VolumeId volume, Login login, Deadline deadline) throws IOException {
        List<TgtTarget> present = list(deadline);
        int number = ensure(volume, present, deadline);
        String initiator = login.initiator().text();
        // Whoever tgtd lets in is in the file too, whenever this is cut off; and before its name its account is there.
        masks.add(volume, List.of(initiator));
        TgtTarget target = find(volume, present).orElseThrow();
        if (login.chap().isPresent()) {
            accounts.admit(volume, target, login.chap().get(), deadline);
        } else {
            accounts.remove(volume, target, user(volume, initiator), deadline);
        }
        targets.bind(number, initiator, deadline);
    }

    private static String user(VolumeId volume, String initiator) {
        return TargetLogins.user(volume, new Iqn(initiator));
    }

    void withdraw(VolumeId volume, Iqn initiator, Deadline deadline) throws IOException {
        Optional<TgtTarget> target = find(volume, list(deadline));
        if (target.isPresent()) {
            targets.unbind(target.get().number(), initiator.text(), deadline);
            accounts.remove(volume, target.get(), user(volume, initiator.text()), deadline);
        }
        masks.remove(volume, initiator.text());
    }

    List<String> exposedTo(VolumeId volume, Deadline deadline) throws IOException {
        return find(volume, list(deadline)).map(TgtTarget::initiators).orElse(List.of());
    }

    /** Removes the target of a volume, whoever uses it. */
    void remove(VolumeId volume, Deadline deadline) throws IOException {
        Optional<TgtTarget> target = find(volume, list(deadline));
        if (target.isPresent()) {
            remove(target.get(), deadline);
        }
        made.remove(name(volume).text());
        masks.forget(volume);
    }

    /** Shows the initiators the size that the file now has. */
    void reopen(VolumeId volume, Deadline deadline) throws IOException {
        int number = ensure(volume, list(deadline), deadline);
        targets.reopen(number, files.of(volume).toString(), deadline);
    }

    /** Lets exactly {@code initiators} see the volume, with the accounts that they have, and cuts the sessions of others. */
    void setMask(VolumeId volume, Set<String> initiators, Deadline deadline) throws IOException {
        List<TgtTarget> present = list(deadline);
        masks.set(volume, initiators);
        int number = ensure(volume, present, deadline);
        accounts.set(volume, find(volume, present).orElseThrow(), known(volume, initiators), deadline);
        for (String initiator : initiators) {
            targets.bind(number, initiator, deadline);
        }
        for (String other : find(volume, present).map(TgtTarget::initiators).orElse(List.of())) {
            if (!initiators.contains(other)) {
                targets.unbind(number, other, deadline);
            }
        }
        targets.cut(number, initiator -> !initiators.contains(initiator), deadline);
    }

    boolean inUse(Deadline deadline) throws IOException {
        return control.listening()
                && targets.list(deadline).stream()
                        .anyMatch(target -> !target.initiators().isEmpty());
    }

    /** Removes all of Lunette's targets and ends tgtd; one that hangs is killed. */
    void stop(Deadline deadline) throws IOException {
        if (!control.listening()) {
            return;
        }
        try {
            for (TgtTarget target : targets.list(deadline)) {
                if (volumeOf(target).isPresent()) {
                    remove(target, deadline);
                }
            }
            process.end(deadline);
        } catch (SocketTimeoutException hangs) {
            process.kill();
        }
    }
}
