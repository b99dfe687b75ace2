package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.HostLuns;
import io.lunette.port.LunSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * LUNs as the kernel of one host has them. Who sees them there is between that host and the array, so to expose one is to find
 * it, by its WWID, and there is nothing to withdraw. All else is its source's.
 */
record KernelPaths(LunSource source, HostLuns kernel) implements LunSource {

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return kernel.find(lun.identity().wwid()).map(HostLun::device).map(Optional::orElseThrow);
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return Outcome.done();
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
