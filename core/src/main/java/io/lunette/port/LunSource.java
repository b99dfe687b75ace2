package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where LUNs come from: a storage array, or the target that Lunette runs itself. Every method is idempotent, may be
 * called from any thread, and ends within 10 s ({@code StorageFailure.Unavailable}) save {@link #create}, which may copy.
 * What a LUN is, its data, and who may see it outlive the service, the target, and the machine's end.
 */
public interface LunSource extends AutoCloseable {

    /**
     * Makes the LUN of a volume: {@code size} bytes, the first of them {@code content} (a raw file) where given, the rest
     * zero. Its WWID and serial are made from the volume's id and never change. Called again for the same volume it
     * gives the LUN made before. On failure (no space: {@code StorageFailure.NoSpace}) nothing is left. Sizes are rounded
     * up to whole blocks of 512 bytes. Content that is larger than the LUN is the caller's mistake and thrown as
     * {@code IllegalArgumentException}.
     */
    Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content);

    /** The largest LUN that {@link #create} would have room for now; for refusing at once what could only fail later. */
    Outcome<ByteCount> room();

    /** Removes the LUN of a volume with its data. Done as well when there is none. */
    Outcome<Unit> delete(VolumeId volume);

    /**
     * Grows the LUN of a volume, also while sessions are open; never shrinks: a size not above the present one changes
     * nothing. {@code StorageFailure.NoSpace} and {@code StorageFailure.NoSuchLun} change nothing either.
     */
    Outcome<Unit> extend(VolumeId volume, ByteCount size);

    /**
     * Whether initiators may go on reading and writing while {@link #extend} is at work. Where they may not, a command that
     * meets it may fail: whoever has a session must ask nothing until it returns.
     */
    boolean extendsUnderLoad();

    /**
     * Lets the initiator of {@code login} on {@code host} see the LUN, and says how the host reaches it. Nobody else comes
     * to see it by that. Where {@code login} has a CHAP account, the target takes that account from now on, instead of one
     * that the initiator had before, and lets nobody in without one; a session that is open stays. Neither the name nor an
     * account is enough by itself. {@code StorageFailure.NoSuchLun} where the source has none for the volume.
     */
    Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login);

    /**
     * Takes that back, with the initiator's account, and cuts the sessions which {@code initiator} has with the LUN's target, and no others. Done as well
     * when it saw nothing.
     */
    Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator);

    /** Who may see the LUN now, sorted; for checking that nothing is left. */
    Outcome<List<Iqn>> exposedTo(VolumeId volume);

    /**
     * Keeps texts beside a LUN, instead of those before: what must be known of its volume when all else is lost. All of
     * them or none are there after a crash; they go with the LUN. {@code StorageFailure.NoSuchLun} where there is none.
     */
    Outcome<Unit> label(VolumeId volume, Map<String, String> labels);

    /**
     * What {@link #label} kept last; empty where it never did, or where it cannot be read any more.
     * {@code StorageFailure.NoSuchLun} where there is no LUN.
     */
    Outcome<Map<String, String>> labels(VolumeId volume);

    /** The volumes that this source holds LUNs of, sorted by id. */
    Outcome<List<VolumeId>> volumes();

    /**
     * When the source had lost LUNs that were exposed and made them again, as they were: oldest first, the last hundred.
     * Persistent reservations and registrations that initiators held there are gone, and nobody else tells them so.
     */
    Outcome<List<Renewal>> renewals();

    @Override
    void close();

    /**
     * LUNs that were made again.
     *
     * @param luns how many there were that some initiator may see
     */
    record Renewal(Instant at, int luns) {}
}
