package io.lunette.usecase.image;

import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.port.StateStore;
import java.time.InstantSource;
import java.util.List;

/** Images that a caller may see: its project's, public ones, and for administrators all. */
public final class ListImages {
    private final StateStore store;
    private final ImageRows rows;

    public ListImages(StateStore store, InstantSource clock) {
        this.store = store;
        this.rows = new ImageRows(store, clock);
    }

    public Outcome<Image> show(Caller caller, ImageId id) {
        return rows.visible(caller, id);
    }

    /**
     * Oldest first.
     *
     * @param community whether other projects' community images are wanted too; by default they would only disturb
     */
    public List<Image> list(Caller caller, boolean community) {
        return store.images().list().stream()
                .filter(image -> ImageRows.maySee(caller, image))
                .filter(image ->
                        community || image.visibility() != Visibility.COMMUNITY || caller.mayUse(image.project()))
                .toList();
    }
}
