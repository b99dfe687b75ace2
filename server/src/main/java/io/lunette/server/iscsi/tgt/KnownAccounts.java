package io.lunette.server.iscsi.tgt;

import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import java.util.Optional;

/**
 * Tells the account that an initiator has at a volume, for targets that are made again: a tgtd that ended has forgotten its
 * secrets, and the files beside the LUNs do not have them. May throw {@link io.lunette.port.StoreUnavailable}.
 */
public interface KnownAccounts {
    Optional<ChapAccount> of(VolumeId volume, Iqn initiator);
}
