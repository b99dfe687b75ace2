package io.lunette.port;

import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import java.util.List;
import java.util.Optional;

public interface Volumes {
    /** Throws {@link IllegalStateException} when the volume's LUN has a WWID that another volume has. */
    void insert(Volume volume);

    Optional<Volume> find(VolumeId id);

    Optional<Volume> findByWwid(Wwid wwid);

    /** All volumes of a project, or of every project when {@code project} is empty. */
    List<Volume> list(Optional<ProjectId> project);

    /**
     * {@code false} when the row has another revision, or is gone. Throws {@link IllegalStateException} when the volume's
     * LUN has a WWID that another volume has.
     */
    boolean update(Volume changed);

    void remove(VolumeId id);
}
