package io.lunette.usecase.recover;

import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whose rows a transaction wrote or removed; a volume's are its attachments' too. Used by one thread. */
record ChangedRows(Set<ServerId> servers, Set<VolumeId> volumes) {
    ChangedRows() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }
}
