package io.lunette.run;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Finds the way to an adopted LUN. QEMU's initiator knows one portal and no other when that fails, so the first at which
 * the LUN itself answers is taken; the others are for later starts.
 */
final class AdoptedPath {
    private final LunProbe probe;

    AdoptedPath(LunProbe probe) {
        this.probe = probe;
    }

    /**
     * The path by the first portal where the initiator finds the LUN. Else {@code StorageFailure.IdentityMismatch} where
     * another LUN answers, and {@code StorageFailure.NotLetIn} where none does. Takes as long as two probes, whatever the
     * number of portals. {@code StorageFailure.NotOnNetwork} where it is known by its WWID alone.
     */
    Outcome<Connection> find(VolumeId volume, Lun lun, Login login) {
        if (lun.address().isEmpty()) {
            return Outcome.failed(new StorageFailure.NotOnNetwork(
                    volume.toString(), lun.identity().wwid().toString()));
        }
        Outcome<Connection> preferred = at(lun.portals().getFirst(), volume, lun, login);
        return preferred.isDone() ? preferred : others(preferred, volume, lun, login);
    }

    private Outcome<Connection> others(Outcome<Connection> preferred, VolumeId volume, Lun lun, Login login) {
        List<Outcome<Connection>> all = new ArrayList<>(List.of(preferred));
        try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Outcome<Connection>>> asked = lun.portals().stream()
                    .skip(1)
                    .map(portal -> CompletableFuture.supplyAsync(() -> at(portal, volume, lun, login), looks))
                    .toList();
            asked.forEach(answer -> all.add(answer.join()));
        }
        return all.stream().filter(Outcome::isDone).findFirst().orElseGet(() -> Outcome.failed(worst(all, lun, login)));
    }

    private Outcome<Connection> at(Portal portal, VolumeId volume, Lun lun, Login login) {
        Connection.Network path = lun.onNetwork().path(portal);
        return probe.identify(path, login)
                .then(found -> found.isOfSameLun(lun.identity())
                        ? Outcome.done(path)
                        : Outcome.failed(new StorageFailure.IdentityMismatch(
                                volume.toString(), lun.identity().name(), found.name())));
    }

    /** That another LUN answers weighs more than that none does. */
    private static Failure worst(List<Outcome<Connection>> all, Lun lun, Login login) {
        List<Failure> failures =
                all.stream().flatMap(each -> each.failureIfAny().stream()).toList();
        return failures.stream()
                .filter(failure -> !(failure instanceof StorageFailure.PathDown))
                .findFirst()
                .orElseGet(() -> new StorageFailure.NotLetIn(
                        lun.portals().stream().map(Portal::toString).collect(Collectors.joining(", ")),
                        lun.onNetwork().target().toString(),
                        lun.onNetwork().number(),
                        login.initiator().toString(),
                        failures.getFirst().why()));
    }
}
