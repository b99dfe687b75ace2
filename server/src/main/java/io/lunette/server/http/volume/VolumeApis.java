package io.lunette.server.http.volume;

import io.lunette.server.http.Api;
import io.lunette.usecase.server.ExtendAttached;
import io.lunette.usecase.volume.VolumeUseCases;
import java.time.InstantSource;
import java.util.List;

/** All routes of Block Storage v3. */
public final class VolumeApis {
    private VolumeApis() {}

    public static List<Api> of(VolumeUseCases volumes, ExtendAttached extend, InstantSource clock) {
        return List.of(
                new VolumeRoutes(volumes),
                new MetadataRoutes(volumes),
                new ActionRoutes(volumes, extend),
                new AttachmentRoutes(volumes),
                new ManageRoutes(volumes),
                new TypeRoutes(),
                new QuotaRoutes(volumes.usage()),
                new ServiceRoutes(clock),
                new MessageRoutes(volumes.list()),
                new EmptyListRoutes());
    }
}
