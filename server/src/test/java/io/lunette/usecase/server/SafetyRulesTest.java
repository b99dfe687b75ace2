package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rules of the design that no other test holds; docs/safety.md says which test holds which. */
class SafetyRulesTest {
    private final ServerWorld world = new ServerWorld();
    private final Server server = world.running();

    private Outcome<Attachment> attach(Server to, Volume volume, Optional<String> tag) {
        return world.servers
                .attach()
                .attach(again(ANN), new AttachVolume.Request(to.id(), volume.id(), Optional.empty(), tag, false));
    }

    private Outcome<Attachment> attach(Volume volume) {
        return attach(server, volume, Optional.empty());
    }

    private List<Element> disks(Volume volume) {
        return List.of(
                        world.domain(server.id()).persistentXml(),
                        world.domain(server.id()).liveXml().orElseThrow())
                .stream()
                .map(Xml::parse)
                .flatMap(domain -> domain.child("devices").orElseThrow().children("disk").stream())
                .filter(disk -> disk.child("alias")
                        .filter(alias -> alias.value("name").equals(DiskSpec.aliasOf(volume.id())))
                        .isPresent())
                .toList();
    }

    @Test
    void what_the_host_calls_done_and_the_xml_does_not_show_is_a_failure_and_is_undone() {
        String before = world.domain(server.id()).persistentXml();
        Volume volume = world.volume(PASSTHROUGH);
        AtomicBoolean within = new AtomicBoolean();
        world.hypervisor.interference().before(Call.FIND, () -> {
            if (within.compareAndSet(false, true)) {
                world.hypervisor.detachDevice(server.id(), DiskSpec.aliasOf(volume.id()), Scope.BOTH, Duration.ZERO);
                within.set(false);
            }
        });
        Failure failure = attach(volume).failureIfAny().orElseThrow();
        world.hypervisor.interference().stop();
        assertInstanceOf(HostFailure.NotAsPlanned.class, failure);
        assertEquals(before, world.domain(server.id()).persistentXml());
        assertEquals(VolumeStatus.AVAILABLE, world.row(volume).status());
        assertEquals(List.of(), world.seenBy(volume));
    }

    @Test
    void qemu_is_asked_only_after_the_probe_had_its_answer() {
        Volume volume = world.volume(PASSTHROUGH);
        world.source.cutPath(volume.id());
        world.hypervisor.interference().before(Call.ATTACH_DEVICE, () -> {
            throw new AssertionError("QEMU was asked to open a LUN that does not answer");
        });
        assertInstanceOf(
                StorageFailure.PathDown.class, attach(volume).failureIfAny().orElseThrow());
    }

    @Test
    void a_lun_that_servers_share_is_shareable_everywhere_and_reports_its_errors() {
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        attach(shared).get();
        assertEquals(2, disks(shared).size());
        for (Element disk : disks(shared)) {
            assertTrue(disk.child("shareable").isPresent());
            assertEquals("report", disk.child("driver").orElseThrow().value("error_policy"));
        }
    }

    @Test
    void a_lun_is_raw_and_nothing_is_written_that_libvirt_or_qemu_refuse_of_it() {
        Volume volume = world.volume(PASSTHROUGH);
        attach(volume).get();
        for (Element disk : disks(volume)) {
            Element driver = disk.child("driver").orElseThrow();
            assertEquals("raw", driver.value("type"));
            assertEquals("none", driver.value("cache"));
            for (String never : List.of("serial", "wwn", "blockio", "readonly", "geometry", "vendor", "product")) {
                assertTrue(disk.child(never).isEmpty(), never);
            }
        }
    }

    @Test
    void a_tag_that_looks_like_xml_is_a_tag() {
        Volume volume = world.volume(PASSTHROUGH);
        String tag = "'/><disk type='file'><source file='/etc/shadow'/></disk><x y='";
        attach(server, volume, Optional.of(tag)).get();
        String definition = world.domain(server.id()).persistentXml();
        assertEquals(2, DomainReader.read(definition).disks().size(), "the root disk and the LUN");
        assertTrue(!definition.contains("file='/etc/shadow'"), definition);
        assertEquals(
                Optional.of(tag),
                world.store.attachments().ofVolume(volume.id()).getFirst().tag());
    }

    @Test
    void a_late_detach_of_an_older_attachment_never_touches_a_newer_one() {
        Volume volume = world.volume(PASSTHROUGH);
        Attachment old = attach(volume).get();
        world.servers.detach().detach(again(ANN), server.id(), volume.id()).get();
        world.work();
        Attachment newer = attach(volume).get();
        assertTrue(newer.generation() > old.generation());
        String id = world.store.operations().ofServer(server.id()).getFirst().id();
        world.store
                .journal()
                .insert(new JournalEntry(
                        world.id(),
                        server.id(),
                        Kind.DETACH,
                        id,
                        Optional.of(Attachments.subject(old)),
                        List.of(),
                        Optional.empty(),
                        0,
                        false,
                        world.now()));
        world.servers.resume().all();
        world.work(2);
        assertEquals(List.of(), world.store.journal().all());
        assertEquals(
                AttachmentStatus.ATTACHED,
                world.store.attachments().find(newer.id()).orElseThrow().status());
        assertEquals(2, disks(volume).size());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
    }
}
