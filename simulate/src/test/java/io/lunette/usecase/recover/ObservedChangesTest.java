package io.lunette.usecase.recover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.ProjectId;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.store.InMemoryStateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObservedChangesTest {
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final ObservedStore observed = new ObservedStore(store);
    private final List<VolumeId> told = new ArrayList<>();

    private static Volume volume() {
        return new Volume(
                new VolumeId(UUID.randomUUID()),
                0,
                "",
                "",
                new ProjectId("p"),
                new UserId("u"),
                1,
                VolumeStatus.CREATING,
                false,
                false,
                "lun",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private void tell() {
        observed.tell((ChangedRows changes) -> changes.volumes().forEach(id -> {
            // It is kept by then.
            store.volumes().find(id).ifPresent(row -> told.add(row.id()));
        }));
    }

    @Test
    void a_change_is_told_when_it_is_kept() {
        tell();
        Volume volume = volume();
        observed.volumes().insert(volume);
        observed.volumes().update(volume);
        assertEquals(List.of(volume.id(), volume.id()), told);
    }

    @Test
    void a_refused_change_is_not_told() {
        tell();
        observed.volumes().update(volume());
        assertEquals(List.of(), told);
    }

    @Test
    void the_changes_of_a_transaction_are_told_together_after_it() {
        tell();
        Volume one = volume();
        Volume other = volume();
        observed.atomically(() -> {
            observed.volumes().insert(one);
            observed.atomically(() -> {
                observed.volumes().insert(other);
                return true;
            });
            assertEquals(List.of(), told);
            return true;
        });
        assertEquals(List.of(one.id(), other.id()), told);
    }

    @Test
    void a_transaction_that_is_taken_back_tells_nothing() {
        tell();
        assertThrows(
                IllegalStateException.class,
                () -> observed.atomically(() -> {
                    observed.volumes().insert(volume());
                    throw new IllegalStateException("no");
                }));
        assertEquals(List.of(), told);
        Volume after = volume();
        observed.volumes().insert(after);
        assertEquals(List.of(after.id()), told);
    }
}
