package io.lunette.server;

import io.lunette.model.ByteCount;
import io.lunette.port.BlankDisks;
import io.lunette.port.ImageFiles;
import io.lunette.port.StateStore;
import io.lunette.run.LunsByOrigin;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import io.lunette.server.config.Settings;
import io.lunette.simulate.InMemoryAdoptedLabels;
import io.lunette.simulate.SimulatedArray;
import io.lunette.simulate.SimulatedLunProbe;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.SimulatedReservations;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import java.time.Duration;

/** A host and a SAN in memory. */
final class SimulatedWorld {
    private static final ByteCount CAPACITY = ByteCount.ofGiB(1 << 20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SimulatedWorld() {}

    static Outside open(Settings settings, StateStore store, ImageFiles images, BlankDisks blanks, Opened opened) {
        SimulatedLunSource luns = opened.add(new SimulatedLunSource(CAPACITY, PATIENCE));
        SimulatedArray array = SimulatedArray.sample();
        SimulatedLunProbe probe = new SimulatedLunProbe(luns, array, PATIENCE);
        SimulatedHypervisor hypervisor =
                opened.add(new SimulatedHypervisor(settings.host().name()));
        hypervisor.learnSizesFrom(path -> luns.sizeAt(path).or(() -> array.sizeAt(path)));
        World world = new World(
                hypervisor,
                new LunsByOrigin(luns, probe),
                probe,
                new TargetLogins(store.chapAccounts(), settings.target().chap()),
                images,
                blanks);
        return new Outside(
                world,
                host -> opened.add(new SimulatedHypervisor(host.name())),
                new SimulatedReservations(luns),
                probe,
                new InMemoryAdoptedLabels(),
                array.portals());
    }
}
