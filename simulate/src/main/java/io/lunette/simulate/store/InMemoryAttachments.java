package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.Attachments;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryAttachments implements Attachments {
    private static final Comparator<Attachment> BY_DEVICE_NAME = Comparator.<Attachment>comparingInt(
                    attachment -> attachment.deviceName().length())
            .thenComparing(Order.byText(Attachment::deviceName));

    private final Tables tables;

    InMemoryAttachments(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(Attachment attachment) {
        tables.memory.atomically(() -> {
            require(tables.servers.has(attachment.server()), "there is no server " + attachment.server());
            require(tables.volumes.has(attachment.volume()), "there is no volume " + attachment.volume());
            require(
                    attachment.generation() >= nextGeneration(attachment.volume()),
                    "volume " + attachment.volume() + " had generation " + attachment.generation() + " already");
            require(
                    tables.attachments.insert(attachment.id(), attachment),
                    "there is an attachment " + attachment.id() + " already");
            tables.lastGenerations.put(attachment.volume(), attachment.generation());
            return Unit.UNIT;
        });
    }

    @Override
    public Optional<Attachment> find(AttachmentId id) {
        return tables.attachments.find(id);
    }

    @Override
    public List<Attachment> ofServer(ServerId server) {
        return tables.attachments.stream()
                .filter(attachment -> attachment.server().equals(server))
                .sorted(BY_DEVICE_NAME)
                .toList();
    }

    @Override
    public List<Attachment> ofVolume(VolumeId volume) {
        return all().stream()
                .filter(attachment -> attachment.volume().equals(volume))
                .toList();
    }

    @Override
    public List<Attachment> all() {
        return tables.attachments.stream()
                .sorted(Order.byCreation(Attachment::created, Attachment::id))
                .toList();
    }

    @Override
    public boolean update(Attachment changed) {
        return tables.attachments.replaceIf(
                changed.id(),
                now -> now.revision() == changed.revision(),
                changed.withRevision(changed.revision() + 1));
    }

    @Override
    public boolean remove(AttachmentId id, long generation) {
        return tables.attachments.removeIf(id, now -> now.generation() == generation);
    }

    @Override
    public long nextGeneration(VolumeId volume) {
        return tables.lastGenerations.find(volume).orElse(0L) + 1;
    }
}
