package io.lunette.port.contract;

import static io.lunette.port.contract.Samples.NOON;
import static io.lunette.port.contract.Samples.OTHER_PROJECT;
import static io.lunette.port.contract.Samples.PROJECT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.AttachmentId;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ClusterId;
import io.lunette.model.ProjectId;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class ClustersContract extends StoreContract {

    private static Cluster cluster(int number, ProjectId project, String name, Instant created) {
        return new Cluster(
                new ClusterId(Samples.uuid(number)),
                0,
                name,
                project,
                Samples.USER,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                created,
                created);
    }

    /** Every field is set, each to something of its own. */
    private static Cluster full() {
        return new Cluster(
                new ClusterId(Samples.uuid(1)),
                5,
                Samples.HOSTILE,
                PROJECT,
                Samples.USER,
                List.of(
                        new Node(
                                new ServerId(Samples.uuid(9)),
                                Optional.of(new ReservationKey(0xfedcba9876543210L)),
                                Stage.IN),
                        new Node(new ServerId(Samples.uuid(2)), Optional.empty(), Stage.JOINING)),
                List.of(
                        new SharedLun(new VolumeId(Samples.uuid(8)), new ScsiAddress(1, 2, 255, 4), Stage.LEAVING),
                        new SharedLun(new VolumeId(Samples.uuid(3)), new ScsiAddress(0, 0, 0, 0), Stage.IN)),
                List.of(new AttachmentId(Samples.uuid(7)), new AttachmentId(Samples.uuid(4))),
                Optional.of("fault " + Samples.HOSTILE),
                NOON,
                NOON.plusNanos(1));
    }

    private List<String> names(Optional<ProjectId> project) {
        return store.clusters().list(project).stream().map(Cluster::name).toList();
    }

    @Test
    void a_cluster_comes_back_field_by_field() {
        assertTrue(store.clusters().insert(full()));

        assertEquals(Optional.of(full()), store.clusters().find(full().id()));
        assertEquals(List.of(full()), store.clusters().list(Optional.of(PROJECT)));
        assertEquals(Optional.empty(), store.clusters().find(new ClusterId(Samples.uuid(2))));
    }

    @Test
    void a_name_is_its_projects_own() {
        assertTrue(store.clusters().insert(cluster(1, PROJECT, "rac", NOON)));
        assertTrue(store.clusters().insert(cluster(2, OTHER_PROJECT, "rac", NOON)));
        assertFalse(store.clusters().insert(cluster(3, PROJECT, "rac", NOON)));
        assertTrue(store.clusters().insert(cluster(4, PROJECT, "RAC", NOON)));

        assertEquals(Optional.empty(), store.clusters().find(new ClusterId(Samples.uuid(3))));
    }

    @Test
    void an_id_that_is_there_already_is_a_bug() {
        store.clusters().insert(cluster(1, PROJECT, "rac", NOON));

        assertThrows(IllegalStateException.class, () -> store.clusters().insert(cluster(1, PROJECT, "other", NOON)));
    }

    @Test
    void clusters_come_oldest_first_of_one_project_or_of_all() {
        store.clusters().insert(cluster(1, PROJECT, "newer", NOON.plusNanos(1)));
        store.clusters().insert(cluster(9, PROJECT, "older, later id", NOON));
        store.clusters().insert(cluster(2, PROJECT, "older", NOON));
        store.clusters().insert(cluster(3, OTHER_PROJECT, "theirs", NOON));

        assertEquals(List.of("older", "older, later id", "newer"), names(Optional.of(PROJECT)));
        assertEquals(List.of("older", "theirs", "older, later id", "newer"), names(Optional.empty()));
    }

    @Test
    void an_update_counts_the_revision_and_a_stale_one_changes_nothing() {
        store.clusters().insert(full());
        Cluster changed = full().withFault(Optional.empty())
                .move(Stage.JOINING, Stage.IN)
                .withKept(List.of())
                .withUpdated(NOON.plusSeconds(1));

        assertTrue(store.clusters().update(changed));
        assertEquals(Optional.of(changed.withRevision(6)), store.clusters().find(full().id()));
        assertFalse(store.clusters().update(full()));
        assertEquals(Optional.of(changed.withRevision(6)), store.clusters().find(full().id()));
    }

    @Test
    void a_cluster_that_is_gone_is_not_updated_and_its_name_is_free() {
        store.clusters().insert(full());
        store.clusters().remove(full().id());
        store.clusters().remove(full().id());

        assertFalse(store.clusters().update(full()));
        assertTrue(store.clusters().insert(cluster(2, PROJECT, Samples.HOSTILE, NOON)));
    }
}
