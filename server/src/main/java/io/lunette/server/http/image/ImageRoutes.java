package io.lunette.server.http.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Shown;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.image.CreateImage;
import io.lunette.usecase.image.DeleteImage;
import io.lunette.usecase.image.ImageTraits;
import io.lunette.usecase.image.ListImages;
import io.lunette.usecase.image.UpdateImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** /images: the descriptions. */
final class ImageRoutes {
    private final CreateImage createImage;
    private final ListImages listImages;
    private final UpdateImage updateImage;
    private final DeleteImage deleteImage;

    ImageRoutes(CreateImage createImage, ListImages listImages, UpdateImage updateImage, DeleteImage deleteImage) {
        this.createImage = createImage;
        this.listImages = listImages;
        this.updateImage = updateImage;
        this.deleteImage = deleteImage;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/images", this::list),
                Route.post("/images", this::create),
                Route.get("/images/{image_id}", this::show),
                Route.patch("/images/{image_id}", this::update),
                Route.delete("/images/{image_id}", this::delete),
                Route.put("/images/{image_id}/tags/{tag}", this::tag),
                Route.delete("/images/{image_id}/tags/{tag}", this::untag),
                Route.get("/images/{image_id}/members", this::members),
                Route.post("/images/{image_id}/members", this::share),
                Route.get("/images/{image_id}/members/{member_id}", this::member),
                Route.put("/images/{image_id}/members/{member_id}", this::member),
                Route.delete("/images/{image_id}/members/{member_id}", this::member),
                Route.post("/images/{image_id}/actions/deactivate", request -> setActive(request, false)),
                Route.post("/images/{image_id}/actions/reactivate", request -> setActive(request, true)));
    }

    /** The image that a path names; whatever is not a UUID is not there, and clients then ask by name. */
    static Outcome<ImageId> id(RequestContext request) {
        String text = request.path("image_id");
        return ImageId.parse(text).orFail(problem -> new ImageFailure.NotFound(text));
    }

    private Outcome<Response> list(RequestContext request) {
        return ImageQuery.of(request)
                .then(query -> Page.of(
                        request,
                        listImages.list(request.caller(), query.community()).stream()
                                .filter(query.filter())
                                .sorted(query.order())
                                .toList(),
                        image -> image.id().toString()))
                .map(page -> Response.ok(out -> {
                    out.array("images", page.items(), image -> out.object(() -> ImageView.write(out, image)));
                    out.put("first", "/v2/images").put("schema", "/v2/schemas/images");
                    page.nextUrl().ifPresent(url -> out.put("next", "/v2/images" + url.substring(url.indexOf('?'))));
                }));
    }

    private Outcome<Response> show(RequestContext request) {
        return id(request).then(id -> listImages.show(request.caller(), id)).map(ImageRoutes::answer);
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(body -> wantedId(body)
                        .then(id -> TraitsReader.read(body)
                                .then(traits -> createImage.create(request.caller(), id, traits))))
                .map(image -> Response.json(201, out -> ImageView.write(out, image))
                        .with("Location", request.url("/image/v2/images/" + image.id())));
    }

    private static Outcome<Optional<ImageId>> wantedId(JsonFields body) {
        Field<Optional<ImageId>> id = body.optionalParsed("id", ImageId::parse, "a UUID");
        return body.outcome(id).ifDone(read -> body.take("id"));
    }

    private Outcome<Response> update(RequestContext request) {
        return request.jsonArray()
                .then(TraitsPatch::read)
                .then(patch -> id(request).then(id -> updateImage.update(request.caller(), id, patch::apply)))
                .map(ImageRoutes::answer);
    }

    private Outcome<Response> delete(RequestContext request) {
        return id(request).then(id -> deleteImage.delete(request.caller(), id)).map(done -> Response.empty(204));
    }

    private Outcome<Response> tag(RequestContext request) {
        String tag = request.path("tag");
        return tag.length() > 255
                ? Outcome.failed(new RequestFailure.InvalidField("tag", "it is too long", "1 to 255 characters"))
                : retag(request, tags -> {
                    if (!tags.contains(tag)) {
                        tags.add(tag);
                    }
                    return true;
                });
    }

    private Outcome<Response> untag(RequestContext request) {
        return retag(request, tags -> tags.remove(request.path("tag")));
    }

    /** Changes a list of tags; {@code false} when the tag to be removed is not there. */
    private interface TagChange {
        boolean apply(List<String> tags);
    }

    private Outcome<Response> retag(RequestContext request, TagChange change) {
        return id(request)
                .then(id -> updateImage.update(request.caller(), id, image -> {
                    List<String> tags = new ArrayList<>(image.tags());
                    return change.apply(tags)
                            ? Outcome.done(ImageTraits.of(image).withTags(tags))
                            : Outcome.failed(new ImageFailure.NotFound("tag " + request.path("tag")));
                }))
                .map(image -> Response.empty(204));
    }

    /** Nobody: images are shared by making them public. */
    private Outcome<Response> members(RequestContext request) {
        return id(request)
                .then(id -> listImages.show(request.caller(), id))
                .map(image -> Response.ok(out -> out.emptyArray("members").put("schema", "/v2/schemas/members")));
    }

    private Outcome<Response> share(RequestContext request) {
        return id(request)
                .then(id -> listImages.show(request.caller(), id))
                .then(image ->
                        Outcome.failed(new ImageFailure.NoMembers(image.id().toString())));
    }

    private Outcome<Response> member(RequestContext request) {
        return id(request)
                .then(id -> listImages.show(request.caller(), id))
                .then(image -> Outcome.failed(
                        new ImageFailure.NoSuchMember(image.id().toString(), Shown.text(request.path("member_id")))));
    }

    private Outcome<Response> setActive(RequestContext request, boolean active) {
        return id(request)
                .then(id -> updateImage.setActive(request.caller(), id, active))
                .map(image -> Response.empty(204));
    }

    private static Response answer(Image image) {
        return Response.ok(out -> ImageView.write(out, image));
    }
}
