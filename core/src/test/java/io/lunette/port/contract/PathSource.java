package io.lunette.port.contract;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A source that leads volumes to paths which a suite gives it, and a probe that takes them for the right ones. */
final class PathSource implements LunSource, LunProbe {
    private final Map<Connection, LunIdentity> identities = new ConcurrentHashMap<>();
    private Function<VolumeId, Connection.Network> path = volume -> {
        throw new IllegalStateException("no path was given");
    };

    void lead(Function<VolumeId, Connection.Network> paths) {
        path = paths;
    }

    @Override
    public Outcome<Connection> expose(VolumeId volume, Lun lun, HostName host, Login login) {
        Connection.Network connection = path.apply(volume);
        identities.put(connection, lun.identity());
        return Outcome.done(connection);
    }

    @Override
    public Outcome<LunIdentity> identify(Connection.Network connection, Login login) {
        return Outcome.done(identities.get(connection));
    }

    @Override
    public Outcome<Unit> withdraw(VolumeId volume, Lun lun, HostName host, Iqn initiator) {
        return Outcome.done();
    }

    @Override
    public Outcome<Lun> create(VolumeId volume, ByteCount size, Optional<Path> content) {
        throw new UnsupportedOperationException("its LUNs are there");
    }

    @Override
    public Outcome<ByteCount> room() {
        return Outcome.done(new ByteCount(0));
    }

    @Override
    public Outcome<Unit> delete(VolumeId volume) {
        return Outcome.done();
    }

    @Override
    public Outcome<Unit> extend(VolumeId volume, ByteCount size) {
        return Outcome.done();
    }

    @Override
    public boolean extendsUnderLoad() {
        return true;
    }

    @Override
    public Outcome<List<Iqn>> exposedTo(VolumeId volume) {
        return Outcome.done(List.of());
    }

    @Override
    public Outcome<Unit> label(VolumeId volume, Map<String, String> labels) {
        return Outcome.done();
    }

    @Override
    public Outcome<Map<String, String>> labels(VolumeId volume) {
        return Outcome.done(Map.of());
    }

    @Override
    public Outcome<List<VolumeId>> volumes() {
        return Outcome.done(List.of());
    }

    @Override
    public Outcome<List<Renewal>> renewals() {
        return Outcome.done(List.of());
    }

    @Override
    public void close() {
        // Nothing of its own.
    }
}
