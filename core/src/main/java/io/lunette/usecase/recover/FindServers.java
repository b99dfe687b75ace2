package io.lunette.usecase.recover;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.MarkReader;
import io.lunette.domainxml.VolumeDisk;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads servers and their volumes' disks from the domains of a host; changes nothing there. */
record FindServers(Hypervisor host) {

    /**
     * A server with the volumes that its domain has.
     *
     * @param disks of the definition, and those that only what runs has
     */
    record FoundServer(Server server, List<VolumeDisk> disks) {}

    /** Fails when the host does not tell all of its domains: a part would be taken for the whole. */
    Outcome<Found<FoundServer>> find() {
        return host.servers().then(ids -> {
            Outcome<Found<FoundServer>> all = Outcome.done(Found.nothing());
            for (ServerId id : ids) {
                all = all.then(before -> host.find(id)
                        .map(domain -> domain.map(this::read).map(before::and).orElse(before)));
            }
            return all;
        });
    }

    private Found<FoundServer> read(DomainSnapshot snapshot) {
        Element domain = Xml.parse(snapshot.persistentXml());
        List<VolumeDisk> disks = disks(domain, snapshot.liveXml());
        return switch (MarkReader.read(domain, host.name(), status(snapshot.power()))) {
            case Parsed.Valid<Server>(Server server) -> Found.one(new FoundServer(server, disks));
            case Parsed.Invalid<Server>(String problem) -> Found.unreadable(unreadable(domain, problem, disks));
        };
    }

    private List<Left> unreadable(Element domain, String problem, List<VolumeDisk> disks) {
        HostName name = host.name();
        String what = "domain " + domain.child("name").map(Element::text).orElse("") + " on " + name;
        List<Left> left = new ArrayList<>();
        left.add(Left.of(what, problem));
        disks.forEach(disk -> left.add(
                new Left("volume " + disk.volume(), what + " has it, and is not known", Optional.of(disk.volume()))));
        return left;
    }

    private static List<VolumeDisk> disks(Element persistent, Optional<String> liveXml) {
        Map<Object, VolumeDisk> disks = new LinkedHashMap<>();
        Stream.concat(
                        VolumeDisk.in(persistent).stream(),
                        liveXml.stream().flatMap(live -> VolumeDisk.in(Xml.parse(live)).stream()))
                .forEach(disk -> disks.putIfAbsent(disk.volume(), disk));
        return List.copyOf(disks.values());
    }

    private static ServerStatus status(DomainSnapshot.Power power) {
        return switch (power) {
            case RUNNING -> ServerStatus.ACTIVE;
            case PAUSED -> ServerStatus.PAUSED;
            case OFF, CRASHED -> ServerStatus.SHUTOFF;
        };
    }
}
