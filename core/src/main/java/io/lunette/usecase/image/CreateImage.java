package io.lunette.usecase.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Describes a new image; its data comes later. */
public final class CreateImage {
    private final StateStore store;
    private final ImageRows rows;
    private final Ids ids;

    public CreateImage(StateStore store, Ids ids, InstantSource clock) {
        this.store = store;
        this.rows = new ImageRows(store, clock);
        this.ids = ids;
    }

    /** {@code wantedId} where the caller chooses the id. */
    public Outcome<Image> create(Caller caller, Optional<ImageId> wantedId, ImageTraits traits) {
        if (traits.visibility() == Visibility.PUBLIC && !caller.isAdmin()) {
            return Outcome.failed(new ImageFailure.NotPublishable());
        }
        Image image = queued(caller, wantedId.orElseGet(() -> new ImageId(ids.next())), traits);
        return store.atomically(() -> {
            if (store.images().find(image.id()).isPresent()) {
                return Outcome.failed(new ImageFailure.Exists(image.id().toString()));
            }
            store.images().insert(image);
            return Outcome.done(image);
        });
    }

    private Image queued(Caller caller, ImageId id, ImageTraits traits) {
        Instant now = rows.now();
        return new Image(
                id,
                0,
                traits.name(),
                caller.project(),
                ImageStatus.QUEUED,
                traits.visibility(),
                traits.diskFormat(),
                traits.containerFormat(),
                traits.minDiskGiB(),
                traits.minRamMiB(),
                traits.isProtected(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                traits.tags(),
                traits.properties(),
                now,
                now);
    }
}
