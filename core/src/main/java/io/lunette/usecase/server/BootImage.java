package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSource;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Flavor;
import io.lunette.model.Image;

/** Whether an image can be booted with a flavor, and how large the disk made of it is. */
final class BootImage {
    private BootImage() {}

    /**
     * Whether the image goes with the flavor.
     *
     * @param becomesDisk whether a disk of the flavor's size is made of it, and not only its properties used */
    static Outcome<Image> fits(Image image, Flavor flavor, boolean becomesDisk) {
        if (image.status() != Image.ImageStatus.ACTIVE) {
            return Outcome.failed(new ImageFailure.NotActive(
                    image.id().toString(), image.status().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (image.minRamMiB() > flavor.ramMiB()) {
            return tooSmall(flavor, "the image needs " + image.minRamMiB() + " MiB of memory");
        }
        if (becomesDisk
                && flavor.diskGiB() > 0
                && (image.minDiskGiB() > flavor.diskGiB()
                        || virtualBytes(image)
                                > ByteCount.ofGiB(flavor.diskGiB()).bytes())) {
            long needed = Math.max(image.minDiskGiB(), new ByteCount(virtualBytes(image)).ceilGiB());
            return tooSmall(flavor, "the image needs a disk of " + needed + " GiB");
        }
        return Outcome.done(image);
    }

    static long diskBytes(Image image, Flavor flavor) {
        // A CD is as large as what is on it.
        return flavor.diskGiB() > 0 && !image.isIso()
                ? ByteCount.ofGiB(flavor.diskGiB()).bytes()
                : virtualBytes(image);
    }

    static DiskSource.OfImage.Format format(Image image) {
        return image.diskFormat().orElse("raw").equals("qcow2")
                ? DiskSource.OfImage.Format.QCOW2
                : DiskSource.OfImage.Format.RAW;
    }

    private static long virtualBytes(Image image) {
        return image.virtualSizeBytes().or(image::sizeBytes).orElse(0L);
    }

    private static Outcome<Image> tooSmall(Flavor flavor, String problem) {
        return Outcome.failed(new ServerFailure.FlavorTooSmall(flavor.name(), problem));
    }
}
