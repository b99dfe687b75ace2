package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Image;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Ids;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a volume. What can be refused is refused at once; the LUN is then made in the background, and the volume's
 * status goes from {@code creating} to {@code available}, or to {@code error} with the reason.
 */
public final class CreateVolume {
    private final StateStore store;
    private final SourceImage images;
    private final LunSource source;
    private final VolumeWork work;
    private final Ids ids;
    private final InstantSource clock;

    CreateVolume(StateStore store, LunSource source, VolumeWork work, Ids ids, InstantSource clock) {
        this.store = store;
        this.images = new SourceImage(store.images());
        this.source = source;
        this.work = work;
        this.ids = ids;
        this.clock = clock;
    }

    /** The volume as it is when the request is answered: {@code creating}. */
    public Outcome<Volume> create(Caller caller, CreateVolumeRequest request) {
        return prepare(caller, request)
                .then(volume -> work.beginning(() -> {
                    store.volumes().insert(volume);
                    return Outcome.done(volume);
                }));
    }

    /** The volume that would be made, or why it cannot be; nothing is written. */
    Outcome<Volume> prepare(Caller caller, CreateVolumeRequest request) {
        return ChangeMetadata.guarded(caller, Map.of(), request.metadata())
                .then(allowed -> type(request))
                .then(type -> image(caller, request)
                        .then(image -> room(request).map(room -> fresh(caller, request, type, image))));
    }

    private static Outcome<VolumeType> type(CreateVolumeRequest request) {
        return request.volumeType().map(VolumeType::find).orElse(Outcome.done(VolumeType.DEFAULT));
    }

    private Outcome<Optional<Image>> image(Caller caller, CreateVolumeRequest request) {
        return request.image()
                .map(reference ->
                        images.find(caller, reference, request.sizeGiB()).map(Optional::of))
                .orElse(Outcome.done(Optional.empty()));
    }

    private Outcome<ByteCount> room(CreateVolumeRequest request) {
        ByteCount needed = ByteCount.ofGiB(request.sizeGiB());
        return source.room()
                .then(room -> room.compareTo(needed) >= 0
                        ? Outcome.done(room)
                        : Outcome.failed(new StorageFailure.NoSpace(
                                "A volume of " + request.sizeGiB() + " GiB was not made", needed.bytes())));
    }

    private Volume fresh(Caller caller, CreateVolumeRequest request, VolumeType type, Optional<Image> image) {
        Instant now = clock.instant();
        return new Volume(
                new VolumeId(ids.next()),
                0,
                request.name(),
                request.description(),
                caller.project(),
                caller.user(),
                request.sizeGiB(),
                VolumeStatus.CREATING,
                false,
                type.isMultiattach(),
                type.name(),
                request.metadata(),
                image.map(SourceImage::properties).orElse(Map.of()),
                image.map(Image::id),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }
}
