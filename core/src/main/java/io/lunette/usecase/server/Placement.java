package io.lunette.usecase.server;

import static java.util.stream.Collectors.joining;

import io.lunette.failure.HostFailure;
import io.lunette.failure.HostRefusal;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Flavor;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.Lun;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.HostCapabilities;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Chooses the host of a new server, simply: of those that take it, the one with the most memory left; of equal ones, the
 * one that came first. Every host that does not take it says why.
 */
public final class Placement {
    /** Nova's own ratios where nobody says otherwise (ram_allocation_ratio, cpu_allocation_ratio). */
    private static final double MEMORY_RATIO = 1.5;

    private static final int CPU_RATIO = 16;

    private final StateStore store;
    private final Hosts hosts;
    private final ShowHosts show;

    public Placement(StateStore store, Hosts hosts) {
        this.store = store;
        this.hosts = hosts;
        this.show = new ShowHosts(store, hosts);
    }

    /**
     * What a new server needs of its host.
     *
     * @param host the one that was asked for
     * @param volumes those it is to have that are there already
     * @param makesVolumes whether others are made for it
     */
    public record Wish(
            Flavor flavor, Optional<String> zone, Optional<HostName> host, List<Volume> volumes, boolean makesVolumes) {

        /** With volumes that are there already alone. */
        public Wish(Flavor flavor, Optional<String> zone, Optional<HostName> host, List<Volume> volumes) {
            this(flavor, zone, host, volumes, false);
        }

        public Wish {
            volumes = List.copyOf(volumes);
        }
    }

    /**
     * How a host stands to a wish.
     *
     * @param silence why it did not answer, if it was asked and did not
     * @param freeMemoryMiB what it has left for servers, more than there is in it; 0 where it was not asked
     */
    public record Judged(HostName host, Optional<String> refusal, Optional<HostFailure> silence, long freeMemoryMiB) {
        public boolean takesIt() {
            return refusal.isEmpty();
        }

        private static Judged no(Host host, String why) {
            return new Judged(host.name(), Optional.of(why), Optional.empty(), 0);
        }
    }

    /** {@code ServerFailure.NoSuchHost}, {@code HostRefusal.NoSuchZone}, or why no host takes it. */
    public Outcome<World> choose(Wish wish) {
        return judge(wish)
                .then(judged -> best(judged).map(host -> hosts.of(host.host())).orElseGet(() -> none(judged)));
    }

    /** The best of those that were judged, but for this one. */
    Optional<HostName> bestBeside(HostName not, List<Judged> judged) {
        return best(judged.stream().filter(one -> !one.host().equals(not)).toList())
                .map(Judged::host);
    }

    Optional<String> zoneOf(HostName host) {
        return show.rows().stream()
                .filter(row -> row.name().equals(host))
                .map(Host::zone)
                .findFirst();
    }

    private static Optional<Judged> best(List<Judged> judged) {
        return judged.stream().filter(Judged::takesIt).max(Comparator.comparingLong(Judged::freeMemoryMiB));
    }

    /** One host that is silent says so itself, as when it is asked for anything else. */
    private static Outcome<World> none(List<Judged> judged) {
        Optional<HostFailure> silence = judged.size() == 1 ? judged.getFirst().silence() : Optional.empty();
        return silence.<Outcome<World>>map(Outcome::failed)
                .orElseGet(() -> Outcome.failed(new HostRefusal.NoneFits(judged.stream()
                        .map(host -> host.host() + ": " + host.refusal().orElseThrow())
                        .toList())));
    }

    /** How each host stands to it, in their order; of a host that was asked for, how that one does. */
    public Outcome<List<Judged>> judge(Wish wish) {
        List<Host> known = show.rows();
        if (wish.host().isPresent() && known.stream().noneMatch(host -> isAskedFor(wish, host))) {
            return Outcome.failed(new ServerFailure.NoSuchHost(wish.host().get().toString()));
        }
        if (wish.zone().isPresent()
                && known.stream()
                        .noneMatch(host -> host.zone().equals(wish.zone().get()))) {
            return Outcome.failed(new HostRefusal.NoSuchZone(wish.zone().get()));
        }
        List<Host> asked = known.stream().filter(host -> isAskedFor(wish, host)).toList();
        List<ShowHosts.ShownHost> shown = show.list(asked);
        return Outcome.done(atOnce(shown.stream()
                .<Supplier<Judged>>map(host -> () -> judge(wish, host))
                .toList()));
    }

    /** A kernel takes its time to look for LUNs, and one host's is no other's. */
    private static List<Judged> atOnce(List<Supplier<Judged>> all) {
        try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.stream().map(one -> CompletableFuture.supplyAsync(one, looks)).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private static boolean isAskedFor(Wish wish, Host host) {
        return wish.host().map(host.name()::equals).orElse(true);
    }

    private Judged judge(Wish wish, ShowHosts.ShownHost shown) {
        Host host = shown.row();
        if (!host.enabled()) {
            return Judged.no(
                    host,
                    "it is disabled"
                            + host.disabledReason().map(why -> " (" + why + ")").orElse(""));
        }
        if (!wish.zone().map(host.zone()::equals).orElse(true)) {
            return Judged.no(host, "it is in zone " + host.zone());
        }
        return unseen(wish, host).map(why -> Judged.no(host, why)).orElseGet(() -> switch (shown.capabilities()) {
            case Outcome.Done<HostCapabilities>(HostCapabilities offers) ->
                unseenByKernel(wish, host).map(why -> Judged.no(host, why)).orElseGet(() -> fits(wish, shown, offers));
            case Outcome.Failed<HostCapabilities> failed ->
                new Judged(
                        host.name(),
                        Optional.of(failed.failure().what() + ": "
                                + failed.failure().why()),
                        failed.failure() instanceof HostFailure silence ? Optional.of(silence) : Optional.empty(),
                        0);
        });
    }

    /** What needs nobody to be asked. */
    private static Optional<String> unseen(Wish wish, Host host) {
        return host.luns() == LunPath.BLOCK ? notForKernels(wish) : notOnItsNetwork(wish, host);
    }

    private static Optional<String> notForKernels(Wish wish) {
        return wish.makesVolumes()
                ? Optional.of(
                        "its kernel has its LUNs, and volumes that are made lie on Lunette's own target, which it does"
                                + " not see")
                : Optional.empty();
    }

    /** Asks the host's kernel, which may take seconds to look. */
    private Optional<String> unseenByKernel(Wish wish, Host host) {
        return host.luns() == LunPath.BLOCK
                ? wish.volumes().stream()
                        .flatMap(volume -> refusedByKernel(volume, host).stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<String> refusedByKernel(Volume volume, Host host) {
        Optional<String> nexus = new HostNexus(store)
                .alone(host.name(), volume)
                .failureIfAny()
                .map(shared -> shared.what() + ": " + shared.why());
        return nexus.or(() -> volume.lun()
                .flatMap(lun -> hosts.of(host.name())
                        .then(world -> world.hypervisor()
                                .kernelLuns()
                                .find(lun.identity().wwid()))
                        .failureIfAny()
                        .map(unseen ->
                                "it does not see volume " + volume.id() + ": " + unseen.what() + ", " + unseen.why())));
    }

    /** A loopback address means another machine there, and Fibre Channel is no network of QEMU's. */
    private static Optional<String> notOnItsNetwork(Wish wish, Host host) {
        Optional<Volume> ofKernels = wish.volumes().stream()
                .filter(volume ->
                        volume.lun().filter(lun -> lun.address().isEmpty()).isPresent())
                .findFirst();
        if (ofKernels.isPresent()) {
            return Optional.of("its servers reach LUNs over the network, and volume "
                    + ofKernels.get().id() + " is known by its WWID alone");
        }
        return wish.volumes().stream()
                .filter(volume -> host.uri().isElsewhere()
                        && volume.lun()
                                .flatMap(Lun::address)
                                .filter(at -> at.portals().stream().allMatch(Portal::isLoopback))
                                .isPresent())
                .findFirst()
                .map(volume -> "it does not see volume " + volume.id() + ", whose portal "
                        + volume.lun().map(Placement::portals).orElse("") + " is on the controller's own loopback");
    }

    private static String portals(Lun lun) {
        return lun.portals().stream().map(Portal::toString).collect(joining(", "));
    }

    /** Whoever names a host may overcommit it, as in Nova, where that passes the scheduler's filters by. */
    private static Judged fits(Wish wish, ShowHosts.ShownHost shown, HostCapabilities offers) {
        long free = Math.round(offers.memoryMiB() * MEMORY_RATIO)
                - shown.servers().stream()
                        .map(Server::flavor)
                        .mapToLong(Flavor::ramMiB)
                        .sum();
        long cpus = (long) offers.cpus() * CPU_RATIO
                - shown.servers().stream()
                        .map(Server::flavor)
                        .mapToLong(Flavor::vcpus)
                        .sum();
        if (wish.host().isPresent()) {
            return new Judged(shown.name(), Optional.empty(), Optional.empty(), free);
        }
        Flavor flavor = wish.flavor();
        if (flavor.ramMiB() > free) {
            return Judged.no(
                    shown.row(),
                    "it has " + Math.max(0, free) + " MiB of memory left, and " + flavor.ramMiB() + " are asked for");
        }
        if (flavor.vcpus() > cpus) {
            return Judged.no(
                    shown.row(),
                    "it has " + Math.max(0, cpus) + " vCPUs left, and " + flavor.vcpus() + " are asked for");
        }
        return new Judged(shown.name(), Optional.empty(), Optional.empty(), free);
    }
}
