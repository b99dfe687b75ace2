package io.lunette.server.http.image;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.image.CreateImage;
import io.lunette.usecase.image.DeleteImage;
import io.lunette.usecase.image.DownloadImage;
import io.lunette.usecase.image.ListImages;
import io.lunette.usecase.image.UpdateImage;
import io.lunette.usecase.image.UploadImage;
import java.util.List;
import java.util.stream.Stream;

/** All routes of Image v2. */
public final class ImageApi implements Api {
    private final List<Route> routes;

    /** {@code limitBytes}: larger data is refused by its announced length, before any is read. */
    public ImageApi(
            CreateImage createImage,
            ListImages listImages,
            UpdateImage updateImage,
            DeleteImage deleteImage,
            UploadImage uploadImage,
            DownloadImage downloadImage,
            long limitBytes) {
        this.routes = Stream.of(
                        new ImageRoutes(createImage, listImages, updateImage, deleteImage).routes(),
                        new ImageDataRoutes(uploadImage, downloadImage, limitBytes).routes(),
                        List.of(
                                Route.get("/schemas/{name}", Schemas::show),
                                Route.get("/info/import", ImageApi::importMethods)))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Service service() {
        return Service.IMAGE;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    /** None: data is uploaded. */
    private static Outcome<Response> importMethods(RequestContext request) {
        return Outcome.done(Response.ok(out -> out.object(
                "import-methods",
                () -> out.put("type", "array")
                        .put("description", "Import methods available.")
                        .emptyArray("value"))));
    }
}
