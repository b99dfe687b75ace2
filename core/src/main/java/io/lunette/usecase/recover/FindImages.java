package io.lunette.usecase.recover;

import io.lunette.failure.Outcome;
import io.lunette.model.Image;
import io.lunette.model.Image.ImageStatus;
import io.lunette.model.Image.Visibility;
import io.lunette.model.ProjectId;
import io.lunette.port.Ids;
import io.lunette.port.KeptImages;
import io.lunette.port.KeptImages.Kept;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes images of the data that is there. Whose they were is lost: they are private to a project of their own, from which
 * an administrator may hand them out.
 */
record FindImages(KeptImages files, Ids ids) {

    Outcome<List<Image>> find() {
        ProjectId owner = new ProjectId(ids.next().toString().replace("-", ""));
        return files.list()
                .map(all -> all.stream().map(kept -> image(kept, owner)).toList());
    }

    private static Image image(Kept kept, ProjectId owner) {
        return new Image(
                kept.image(),
                0,
                "recovered-" + kept.image(),
                owner,
                ImageStatus.ACTIVE,
                Visibility.PRIVATE,
                Optional.of(kept.diskFormat()),
                Optional.of("bare"),
                0,
                0,
                false,
                Optional.of(kept.stored().sizeBytes()),
                Optional.of(kept.stored().virtualSizeBytes()),
                Optional.of(kept.stored().md5()),
                Optional.of(kept.stored().sha512()),
                List.of(),
                Map.of(),
                kept.written(),
                kept.written());
    }
}
