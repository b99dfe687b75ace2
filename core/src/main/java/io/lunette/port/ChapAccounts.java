package io.lunette.port;

import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * The CHAP accounts of volumes' targets: those that Lunette issued, one for each initiator that sees the volume, and those
 * that administrators gave for adopted LUNs, one for all initiators of the volume. Where they are kept on a disk, their
 * secrets are encrypted there. They go with their volume.
 */
public interface ChapAccounts {

    /**
     * Whose account it is.
     *
     * @param initiator empty for the account that all initiators of an adopted volume have
     */
    record Holder(VolumeId volume, Optional<Iqn> initiator) {
        public static Holder of(VolumeId volume, Iqn initiator) {
            return new Holder(volume, Optional.of(initiator));
        }

        public static Holder everyInitiator(VolumeId volume) {
            return new Holder(volume, Optional.empty());
        }
    }

    /** Keeps it instead of the one before; {@link IllegalStateException} where there is no such volume. */
    void put(Holder holder, ChapAccount account);

    Optional<ChapAccount> find(Holder holder);

    /** Done as well when there is none. */
    void remove(Holder holder);

    /** Who has accounts at a volume, by initiator's name, the one for every initiator first. */
    List<Holder> holders(VolumeId volume);
}
