package io.lunette.server.http.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.usecase.image.DownloadImage;
import io.lunette.usecase.image.DownloadImage.Download;
import io.lunette.usecase.image.UploadImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** /images/{}/file: the data, as streams of any length. */
final class ImageDataRoutes {
    private static final String OCTETS = "application/octet-stream";

    private final UploadImage uploadImage;
    private final DownloadImage downloadImage;
    private final long limitBytes;

    ImageDataRoutes(UploadImage uploadImage, DownloadImage downloadImage, long limitBytes) {
        this.uploadImage = uploadImage;
        this.downloadImage = downloadImage;
        this.limitBytes = limitBytes;
    }

    List<Route> routes() {
        return List.of(
                Route.put("/images/{image_id}/file", this::upload),
                Route.get("/images/{image_id}/file", this::download));
    }

    private Outcome<Response> upload(RequestContext request) {
        return request.contentLength().orElse(0L) > limitBytes
                ? Outcome.failed(new ImageFailure.TooLarge(limitBytes))
                : ImageRoutes.id(request)
                        .then(id -> uploadImage.upload(request.caller(), id, request.stream()))
                        .map(image -> Response.empty(204));
    }

    private Outcome<Response> download(RequestContext request) {
        return ImageRoutes.id(request)
                .then(id -> downloadImage.download(request.caller(), id))
                .map(download ->
                        download.file().map(file -> data(download, file)).orElseGet(() -> Response.empty(204)));
    }

    private static Response data(Download download, Path file) {
        try {
            Response response = Response.streamed(OCTETS, Files.size(file), () -> Files.newInputStream(file));
            return download.image()
                    .md5()
                    .map(md5 -> response.with("Content-MD5", md5))
                    .orElse(response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
