package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.LunSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves to another source all that has to do with the LUNs themselves; the ways to them are for those who extend this. */
abstract class WaysToLuns implements LunSource {
    private final LunSource source;

    WaysToLuns(LunSource source) {
        this.source = source;
    }

    /** Whose LUNs they are. */
    final LunSource source() {
        return source;
    }

    @Override
    public Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content) {
        return source.create(volume, size, content);
    }

    @Override
    public Outcome<ByteCount> room() {
        return source.room();
    }

    @Override
    public Outcome<Unit> delete(VolumeId volume) {
        return source.delete(volume);
    }

    @Override
    public Outcome<Unit> extend(VolumeId volume, ByteCount size) {
        return source.extend(volume, size);
    }

    @Override
    public boolean extendsUnderLoad() {
        return source.extendsUnderLoad();
    }

    @Override
    public Outcome<List<Iqn>> exposedTo(VolumeId volume) {
        return source.exposedTo(volume);
    }

    @Override
    public Outcome<Unit> label(VolumeId volume, Map<String, String> labels) {
        return source.label(volume, labels);
    }

    @Override
    public Outcome<Map<String, String>> labels(VolumeId volume) {
        return source.labels(volume);
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return source.volumes();
    }

    @Override
    public Outcome<List<Renewal>> renewals() {
        return source.renewals();
    }

    @Override
    public void close() {
        source.close();
    }
}
