package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.failure.Unit;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import io.lunette.port.Volumes;
import java.util.List;
import java.util.Optional;

final class InMemoryVolumes implements Volumes {
    private final Tables tables;

    InMemoryVolumes(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(Volume volume) {
        tables.memory.atomically(() -> {
            requireOwnWwid(volume);
            require(tables.volumes.insert(volume.id(), volume), "there is a volume " + volume.id() + " already");
            return Unit.UNIT;
        });
    }

    @Override
    public Optional<Volume> find(VolumeId id) {
        return tables.volumes.find(id);
    }

    @Override
    public Optional<Volume> findByWwid(Wwid wwid) {
        return tables.volumes.stream()
                .filter(volume -> wwidOf(volume).equals(Optional.of(wwid)))
                .findFirst();
    }

    @Override
    public List<Volume> list(Optional<ProjectId> project) {
        return tables.volumes.stream()
                .filter(volume -> project.isEmpty() || project.get().equals(volume.project()))
                .sorted(Order.byCreation(Volume::created, Volume::id))
                .toList();
    }

    @Override
    public boolean update(Volume changed) {
        return tables.memory.atomically(() -> {
            boolean mayChange = tables.volumes.replaceIf(
                    changed.id(),
                    now -> now.revision() == changed.revision(),
                    changed.withRevision(changed.revision() + 1));
            if (mayChange) {
                requireOwnWwid(changed);
            }
            return mayChange;
        });
    }

    @Override
    public void remove(VolumeId id) {
        tables.memory.atomically(() -> {
            boolean used =
                    tables.attachments.any(attachment -> attachment.volume().equals(id));
            require(!used, "volume " + id + " still has attachments");
            tables.chapAccounts.removeAll(held -> held.holder().volume().equals(id));
            return tables.volumes.remove(id);
        });
    }

    private void requireOwnWwid(Volume volume) {
        wwidOf(volume).ifPresent(wwid -> {
            boolean taken = tables.volumes.any(
                    other -> !other.id().equals(volume.id()) && wwidOf(other).equals(Optional.of(wwid)));
            require(!taken, "another volume has the WWID " + wwid);
        });
    }

    private static Optional<Wwid> wwidOf(Volume volume) {
        return volume.lun().map(Lun::identity).map(LunIdentity::wwid);
    }
}
