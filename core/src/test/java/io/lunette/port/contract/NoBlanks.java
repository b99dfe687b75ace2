package io.lunette.port.contract;

import io.lunette.failure.Outcome;
import io.lunette.model.ByteCount;
import io.lunette.model.GuestFormat;
import io.lunette.port.BlankDisks;
import java.util.Set;

/** For plans that make no empty disk. */
public final class NoBlanks implements BlankDisks {
    @Override
    public Set<GuestFormat> offered() {
        return Set.of();
    }

    @Override
    public Outcome<Blank> make(GuestFormat format, String label, ByteCount size) {
        throw new UnsupportedOperationException("this plan was not to make an empty disk");
    }
}
