package io.lunette.usecase.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles;
import io.lunette.port.StateStore;
import java.time.InstantSource;

/** Removes an image and its data. Servers and volumes made of it have copies of their own and stay. */
public final class DeleteImage {
    private final StateStore store;
    private final ImageRows rows;
    private final ImageFiles files;

    public DeleteImage(StateStore store, ImageFiles files, InstantSource clock) {
        this.store = store;
        this.rows = new ImageRows(store, clock);
        this.files = files;
    }

    public Outcome<Unit> delete(Caller caller, ImageId id) {
        return rows.own(caller, id, "delete").then(image -> {
            if (image.isProtected()) {
                return Outcome.failed(new ImageFailure.IsProtected(id.toString()));
            }
            store.images().remove(id);
            return files.delete(id);
        });
    }
}
