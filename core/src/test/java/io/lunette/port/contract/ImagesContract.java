package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Image;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class ImagesContract extends StoreContract {
    private final Image image = Samples.image(1, Samples.NOON);

    @Test
    void an_image_comes_back_field_by_field() {
        store.images().insert(Samples.fullImage());

        assertEquals(
                Optional.of(Samples.fullImage()),
                store.images().find(Samples.fullImage().id()));
    }

    @Test
    void an_image_without_data_comes_back_too() {
        store.images().insert(image);

        assertEquals(Optional.of(image), store.images().find(image.id()));
    }

    @Test
    void an_id_that_is_there_is_refused_and_the_old_row_stays() {
        store.images().insert(image);

        assertThrows(IllegalStateException.class, () -> store.images().insert(image.withRevision(9)));

        assertEquals(Optional.of(image), store.images().find(image.id()));
    }

    @Test
    void lists_come_oldest_first_then_by_id() {
        Image oldest = Samples.image(9, Samples.NOON.minusNanos(1));
        Image sameTimeLaterId = Samples.image(10, Samples.NOON);
        store.images().insert(sameTimeLaterId);
        store.images().insert(image);
        store.images().insert(oldest);

        assertEquals(List.of(oldest, image, sameTimeLaterId), store.images().list());
    }

    @Test
    void an_update_writes_the_row_whole_with_the_next_revision() {
        Image full = Samples.fullImage();
        store.images().insert(Samples.image(2, Samples.NOON).withRevision(full.revision()));

        assertTrue(store.images().update(full));

        assertEquals(
                Optional.of(full.withRevision(full.revision() + 1)),
                store.images().find(full.id()));
    }

    @Test
    void an_update_of_an_older_revision_or_of_none_changes_nothing() {
        assertFalse(store.images().update(image));
        store.images().insert(image);
        store.images().update(image);

        assertFalse(store.images().update(image));

        assertEquals(Optional.of(image.withRevision(1)), store.images().find(image.id()));
    }

    @Test
    void of_many_threads_that_read_one_revision_one_alone_updates_it() throws Exception {
        store.images().insert(image);

        List<Boolean> updated = Together.run(8, () -> store.images().update(image));

        assertEquals(1, Collections.frequency(updated, true));
    }

    @Test
    void a_removed_image_is_gone_and_removing_it_again_does_nothing() {
        store.images().insert(image);

        store.images().remove(image.id());
        store.images().remove(image.id());

        assertEquals(Optional.empty(), store.images().find(image.id()));
    }
}
