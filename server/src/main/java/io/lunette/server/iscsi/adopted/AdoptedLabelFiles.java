package io.lunette.server.iscsi.adopted;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.VolumeId;
import io.lunette.port.AdoptedLabels;
import io.lunette.server.iscsi.LunLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Labels of adopted LUNs in a directory, which is made when the first is kept. */
public final class AdoptedLabelFiles implements AdoptedLabels {
    private final Path directory;
    private final LunLabels labels;

    public AdoptedLabelFiles(Path directory) {
        this.directory = directory;
        this.labels = new LunLabels(directory);
    }

    @Override
    public Outcome<Unit> keep(VolumeId volume, Map<String, String> texts) {
        return call("The label of volume " + volume + " was not kept", () -> {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            labels.write(volume, texts);
            return Unit.UNIT;
        });
    }

    @Override
    public Outcome<Unit> forget(VolumeId volume) {
        return call("The label of volume " + volume + " was not removed", () -> {
            labels.delete(volume);
            return Unit.UNIT;
        });
    }

    @Override
    public Outcome<Map<String, String>> of(VolumeId volume) {
        return call("The label of volume " + volume + " was not read", () -> labels.read(volume));
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return call("The labels of adopted LUNs were not listed", () -> {
            try {
                return labels.volumes().stream()
                        .sorted(Comparator.comparing(VolumeId::toString))
                        .toList();
            } catch (NoSuchFileException none) {
                return List.of();
            }
        });
    }

    /** Something done with files. */
    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> Outcome<T> call(String what, Call<T> call) {
        try {
            return Outcome.done(call.run());
        } catch (IOException unusable) {
            return Outcome.failed(new StorageFailure.Unavailable(
                    what, "a file cannot be used (" + unusable.getClass().getSimpleName() + ")"));
        }
    }
}
