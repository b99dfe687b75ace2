package io.lunette.usecase.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ImageId;
import io.lunette.port.StateStore;
import java.time.InstantSource;
import java.util.function.Function;

/** Changes what is said of an image. */
public final class UpdateImage {
    private final ImageRows rows;

    public UpdateImage(StateStore store, InstantSource clock) {
        this.rows = new ImageRows(store, clock);
    }

    /** {@code change} may be applied several times, each time to the image as it then is. */
    public Outcome<Image> update(Caller caller, ImageId id, Function<Image, Outcome<ImageTraits>> change) {
        return rows.own(caller, id, "change")
                .then(own -> rows.change(
                        id,
                        image -> change.apply(image)
                                .then(traits -> allowed(caller, image, traits).map(yes -> rows.with(image, traits)))));
    }

    /** Hides the data of an image from users, or offers it again. Administrators only. */
    public Outcome<Image> setActive(Caller caller, ImageId id, boolean active) {
        String action = active ? "reactivate" : "deactivate";
        ImageStatus wanted = active ? ImageStatus.ACTIVE : ImageStatus.DEACTIVATED;
        return rows.own(caller, id, action)
                .then(own -> caller.isAdmin()
                        ? rows.change(
                                id,
                                image -> hasData(image)
                                        ? Outcome.done(image.status() == wanted ? image : rows.with(image, wanted))
                                        : Outcome.failed(new ImageFailure.WrongState(
                                                id.toString(), "be " + action + "d", "it has no data")))
                        : Outcome.failed(new ImageFailure.NotYours(id.toString(), action)));
    }

    private static boolean hasData(Image image) {
        return image.status() == ImageStatus.ACTIVE || image.status() == ImageStatus.DEACTIVATED;
    }

    private static Outcome<Unit> allowed(Caller caller, Image image, ImageTraits traits) {
        if (traits.visibility() == Visibility.PUBLIC && image.visibility() != Visibility.PUBLIC && !caller.isAdmin()) {
            return Outcome.failed(new ImageFailure.NotPublishable());
        }
        // The data was checked against its format when it came.
        if (image.status() != ImageStatus.QUEUED && !traits.diskFormat().equals(image.diskFormat())) {
            return Outcome.failed(new ImageFailure.ReadOnly("disk_format", "the image has its data already"));
        }
        if (image.status() != ImageStatus.QUEUED && !traits.containerFormat().equals(image.containerFormat())) {
            return Outcome.failed(new ImageFailure.ReadOnly("container_format", "the image has its data already"));
        }
        return Outcome.done();
    }
}
