package io.lunette.usecase.recover;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor;
import io.lunette.port.Hypervisor.Standing;
import io.lunette.usecase.recover.FindServers.FoundServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes one of servers that several hosts have: those that were just being moved when all that knew it was lost. Such a server
 * is where its guest is; where nobody can tell, it is not recovered, and its volumes are handed to nobody.
 */
record MovingServers(List<Hypervisor> hosts) {

    /** A domain of a server that has others. */
    private record Half(FoundServer found, Standing standing) {
        HostName host() {
            return found.server().host();
        }

        boolean hasGuest() {
            return standing == Standing.RUNNING || standing == Standing.PAUSED;
        }

        String sentence() {
            return switch (standing) {
                case RUNNING -> "it runs on " + host();
                case PAUSED -> "it is paused on " + host();
                case LEAVING -> "it is being sent away from " + host();
                case IN_TRANSIT -> "on " + host() + " it was stopped by a migration";
                case OFF, ABSENT -> "it is off on " + host();
            };
        }
    }

    /** Fails when a host does not say how such a server stands there. */
    Outcome<Found<FoundServer>> settle(Found<FoundServer> all) {
        Map<ServerId, List<FoundServer>> byServer =
                all.items().stream().collect(groupingBy(found -> found.server().id(), LinkedHashMap::new, toList()));
        Outcome<Found<FoundServer>> settled = Outcome.done(new Found<>(List.of(), all.left()));
        for (List<FoundServer> domains : byServer.values()) {
            settled = settled.then(before -> one(domains).map(before::and));
        }
        return settled;
    }

    private Outcome<Found<FoundServer>> one(List<FoundServer> domains) {
        if (domains.size() == 1) {
            return Outcome.done(Found.one(domains.getFirst()));
        }
        Outcome<List<Half>> halves = Outcome.done(List.of());
        for (FoundServer found : domains) {
            halves = halves.then(before -> standing(found)
                    .map(standing -> Stream.concat(before.stream(), Stream.of(new Half(found, standing)))
                            .toList()));
        }
        return halves.map(MovingServers::decided);
    }

    private Outcome<Standing> standing(FoundServer found) {
        Hypervisor host = hosts.stream()
                .filter(each -> each.name().equals(found.server().host()))
                .findFirst()
                .orElseThrow();
        return host.standing(found.server().id());
    }

    private static Found<FoundServer> decided(List<Half> halves) {
        List<Half> withGuest = halves.stream().filter(Half::hasGuest).toList();
        String how = halves.stream().map(Half::sentence).collect(joining(", and "));
        if (withGuest.size() != 1) {
            return Found.unreadable(
                    halves.stream().flatMap(half -> undecided(half, how)).toList());
        }
        Half here = withGuest.getFirst();
        return new Found<>(
                List.of(here.found()),
                halves.stream()
                        .filter(half -> !half.hasGuest())
                        .map(
                                half -> Left.of(
                                        name(half),
                                        how
                                                + ": a migration left that domain behind. virsh destroy and virsh undefine it there"))
                        .toList());
    }

    private static Stream<Left> undecided(Half half, String how) {
        String why = how
                + ", and nobody can tell where its guest goes on. End the migration or remove one domain; then repeat";
        return Stream.concat(
                Stream.of(Left.of(name(half), why)),
                half.found().disks().stream()
                        .map(disk -> new Left(
                                "volume " + disk.volume(), name(half) + " has it", Optional.of(disk.volume()))));
    }

    private static String name(Half half) {
        return "server " + half.found().server().id() + " on " + half.host();
    }
}
