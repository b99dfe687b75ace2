package io.lunette.usecase.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lunette.domainxml.DomainReader;
import io.lunette.failure.Outcome;
import io.lunette.model.Server;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.HostCapabilities;
import io.lunette.port.HostInspection;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import io.lunette.usecase.doctor.HostFacts.Paths;
import io.lunette.usecase.doctor.HostFacts.ServerRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Asks one host all that is to be known of it, everything at once. */
final class LookAtHost {
    private static final int TEXT = 256 << 10;
    private static final int PROGRAM = 16 << 20;
    private static final String HELPER_FOLDER = "/usr/bin";
    private static final String HELPER = "qemu-pr-helper";

    private final World world;
    private final Deadline deadline;
    private final HostInspection inspection;
    private final StateStore store;

    LookAtHost(World world, Deadline deadline, StateStore store) {
        this.world = world;
        this.deadline = deadline;
        this.inspection = world.hypervisor().inspection();
        this.store = store;
    }

    /** What a host offered once is remembered when it is gone; so it is asked something that nobody remembers. */
    CompletableFuture<Outcome<HostCapabilities>> offers() {
        return deadline.ask(() ->
                world.hypervisor().servers().then(there -> world.hypervisor().capabilities()));
    }

    /** The text of its initiator's name; empty where it has none. */
    CompletableFuture<Outcome<Optional<String>>> initiator() {
        return deadline.ask(() -> file(InitiatorNames.FOLDER, InitiatorNames.FILE, TEXT));
    }

    private Outcome<Optional<String>> file(String folder, String name, int most) {
        return inspection
                .files(folder, name::equals, most)
                .map(found -> found.map(files -> files.get(name)).map(content -> new String(content, ISO_8859_1)));
    }

    /** The rest, of a host that answers. */
    HostFacts facts(HostCapabilities offers, Outcome<Optional<String>> initiator, Known known) {
        var capabilities = deadline.ask(inspection::domainCapabilities);
        var multipath = deadline.ask(this::multipath);
        var helper = deadline.ask(() -> file(HELPER_FOLDER, HELPER, PROGRAM));
        var time = deadline.ask(inspection::time);
        var disks = deadline.ask(inspection::disks);
        var rooms = deadline.ask(() -> rooms(known.servers()));
        Paths paths = new LookAtPaths(store, world, deadline).look(known, hasInitiator(initiator));
        return new HostFacts(
                world.hypervisor().name(),
                world.path(),
                offers,
                capabilities.join(),
                initiator,
                multipath.join(),
                helper.join(),
                time.join(),
                disks.join(),
                rooms.join(),
                paths,
                known.volumes());
    }

    private static boolean hasInitiator(Outcome<Optional<String>> file) {
        return file instanceof Outcome.Done<Optional<String>>(Optional<String> text) && text.isPresent();
    }

    /** The main file first, then those of its folder by name, as multipathd reads them. */
    private Outcome<List<String>> multipath() {
        return file("/etc", "multipath.conf", TEXT)
                .then(main -> inspection
                        .files("/etc/multipath/conf.d", name -> name.endsWith(".conf"), TEXT)
                        .map(more -> Stream.concat(
                                        main.stream(),
                                        new TreeMap<>(more.orElse(Map.of()))
                                                .values().stream().map(content -> new String(content, ISO_8859_1)))
                                .toList()));
    }

    private Outcome<List<ServerRoom>> rooms(List<Server> servers) {
        List<ServerRoom> rooms = new ArrayList<>();
        for (Server server : servers) {
            if (deadline.isOver()) {
                return deadline.late();
            }
            switch (world.hypervisor().find(server.id())) {
                case Outcome.Failed<Optional<DomainSnapshot>> failed -> {
                    return failed.as();
                }
                case Outcome.Done<Optional<DomainSnapshot>>(Optional<DomainSnapshot> domain) ->
                    domain.flatMap(DomainSnapshot::liveXml)
                            .map(xml -> new ServerRoom(
                                    server.id(),
                                    server.name(),
                                    DomainReader.read(xml).pci()))
                            .ifPresent(rooms::add);
            }
        }
        return Outcome.done(rooms);
    }
}
