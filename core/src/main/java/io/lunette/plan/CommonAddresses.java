package io.lunette.plan;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds addresses at which LUNs go onto several servers alike: for each the lowest that every server has free, or can make
 * a controller for. Pure.
 */
public final class CommonAddresses {
    private static final ScsiModel MODEL = ScsiModel.VIRTIO_SCSI;

    private CommonAddresses() {}

    /** A server as its domain is now. */
    public record Node(ServerId server, DomainView domain, ControllerTuning tuning) {
        private Outcome<Place> place(ScsiAddress address) {
            return new Placement(server, domain, MODEL, tuning).at(address);
        }
    }

    /**
     * A LUN that is to be at one address.
     *
     * @param fixed where it is on some server already, or was said to be; empty where any address will do
     * @param lacking the servers that are yet to get it
     */
    public record Wanted(Optional<ScsiAddress> fixed, List<Node> lacking) {
        public Wanted {
            lacking = List.copyOf(lacking);
        }
    }

    /** One address for each, in order; fails with what the last server said that had no place. */
    public static Outcome<List<ScsiAddress>> find(List<Wanted> luns) {
        Set<ScsiAddress> chosen = new HashSet<>();
        luns.forEach(lun -> lun.fixed().ifPresent(chosen::add));
        List<ScsiAddress> addresses = new ArrayList<>();
        for (Wanted lun : luns) {
            Outcome<ScsiAddress> address =
                    lun.fixed().map(fixed -> fits(fixed, lun.lacking())).orElseGet(() -> lowest(lun.lacking(), chosen));
            if (address instanceof Outcome.Failed<ScsiAddress> failed) {
                return failed.as();
            }
            chosen.add(address.get());
            addresses.add(address.get());
        }
        return Outcome.done(addresses);
    }

    private static Outcome<ScsiAddress> lowest(List<Node> nodes, Set<ScsiAddress> chosen) {
        List<Outcome<ScsiAddress>> tried = new ArrayList<>();
        return candidates(nodes)
                .filter(address -> !chosen.contains(address))
                .map(address -> fits(address, nodes))
                .peek(tried::add)
                .filter(Outcome::isDone)
                .findFirst()
                .orElseGet(() -> Outcome.failed(lastFailure(tried)));
    }

    /** On the controllers that any of them has, and on one above all of these. */
    private static Stream<ScsiAddress> candidates(List<Node> nodes) {
        int highest = nodes.stream()
                .flatMap(node -> node.domain().controllerIndexes().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
        return IntStream.rangeClosed(0, highest + 1)
                .boxed()
                .flatMap(controller -> IntStream.range(0, MODEL.targets())
                        .mapToObj(target -> new ScsiAddress(controller, 0, target, 0)));
    }

    private static Failure lastFailure(List<Outcome<ScsiAddress>> tried) {
        return tried.getLast().failureIfAny().orElseThrow();
    }

    private static Outcome<ScsiAddress> fits(ScsiAddress address, List<Node> nodes) {
        Outcome<ScsiAddress> fine = Outcome.done(address);
        for (Node node : nodes) {
            fine = fine.then(same -> node.place(same).map(place -> same));
        }
        return fine;
    }
}
