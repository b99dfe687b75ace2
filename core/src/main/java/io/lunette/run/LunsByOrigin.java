package io.lunette.run;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what is asked of a LUN where it comes from: managed ones to their source, which never hears of adopted ones. An
 * adopted LUN is shown and hidden by its array's administrator, so to expose it is to find it there, and there is nothing
 * to withdraw.
 */
public final class LunsByOrigin implements LunSource {
    private final LunSource managed;
    private final AdoptedPath adopted;

    public LunsByOrigin(LunSource managed, LunProbe probe) {
        this.managed = managed;
        this.adopted = new AdoptedPath(probe);
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        return lun.adopted() ? adopted.find(volume, lun, login) : managed.expose(volume, lun, host, login);
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return lun.adopted() ? Outcome.done() : managed.withdraw(volume, lun, host, initiator);
    }

    @Override
    public Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content) {
        return managed.create(volume, size, content);
    }

    @Override
    public Outcome<ByteCount> room() {
        return managed.room();
    }

    @Override
    public Outcome<Unit> delete(VolumeId volume) {
        return managed.delete(volume);
    }

    @Override
    public Outcome<Unit> extend(VolumeId volume, ByteCount size) {
        return managed.extend(volume, size);
    }

    @Override
    public boolean extendsUnderLoad() {
        return managed.extendsUnderLoad();
    }

    @Override
    public Outcome<List<Iqn>> exposedTo(VolumeId volume) {
        return managed.exposedTo(volume);
    }

    @Override
    public Outcome<Unit> label(VolumeId volume, Map<String, String> labels) {
        return managed.label(volume, labels);
    }

    @Override
    public Outcome<Map<String, String>> labels(VolumeId volume) {
        return managed.labels(volume);
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return managed.volumes();
    }

    @Override
    public Outcome<List<Renewal>> renewals() {
        return managed.renewals();
    }

    @Override
    public void close() {
        managed.close();
    }
}
