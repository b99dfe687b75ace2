package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.VolumeId;
import io.lunette.port.AdoptedLabels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link AdoptedLabels} promises. */
public abstract class AdoptedLabelsContract {
    private final VolumeId one = new VolumeId(Samples.uuid(1));
    private final VolumeId other = new VolumeId(Samples.uuid(2));

    /** The same each time it is called in one test. */
    protected abstract AdoptedLabels labels();

    @Test
    void nothing_is_kept_at_first() {
        assertEquals(List.of(), labels().volumes().get());
        assertEquals(Map.of(), labels().of(one).get());
        labels().forget(one).get();
    }

    @Test
    void what_was_kept_last_comes_back() {
        labels().keep(other, Map.of("name", "other")).get();
        labels().keep(one, Map.of("name", "before", "gone", "x")).get();
        labels().keep(one, Map.of("name", Samples.HOSTILE)).get();

        assertEquals(Map.of("name", Samples.HOSTILE), labels().of(one).get());
        assertEquals(List.of(one, other), labels().volumes().get());
    }

    @Test
    void what_is_forgotten_is_gone() {
        labels().keep(one, Map.of("name", "one")).get();
        labels().forget(one).get();

        assertEquals(List.of(), labels().volumes().get());
        assertEquals(Map.of(), labels().of(one).get());
    }
}
