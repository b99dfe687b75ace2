package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.port.Images;
import java.util.List;
import java.util.Optional;

final class InMemoryImages implements Images {
    private final Tables tables;

    InMemoryImages(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(Image image) {
        require(tables.images.insert(image.id(), image), "there is an image " + image.id() + " already");
    }

    @Override
    public Optional<Image> find(ImageId id) {
        return tables.images.find(id);
    }

    @Override
    public List<Image> list() {
        return tables.images.stream()
                .sorted(Order.byCreation(Image::created, Image::id))
                .toList();
    }

    @Override
    public boolean update(Image changed) {
        return tables.images.replaceIf(
                changed.id(),
                now -> now.revision() == changed.revision(),
                changed.withRevision(changed.revision() + 1));
    }

    @Override
    public void remove(ImageId id) {
        tables.images.remove(id);
    }
}
