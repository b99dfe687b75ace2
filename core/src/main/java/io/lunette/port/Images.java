package io.lunette.port;

import io.lunette.model.Image;
import io.lunette.model.ImageId;
import java.util.List;
import java.util.Optional;

public interface Images {
    void insert(Image image);

    Optional<Image> find(ImageId id);

    List<Image> list();

    /** {@code false} when the row has another revision, or is gone. */
    boolean update(Image changed);

    void remove(ImageId id);
}
