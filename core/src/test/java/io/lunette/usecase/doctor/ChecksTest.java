package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.SampleFacts.onBlockPath;
import static io.lunette.usecase.doctor.SampleFacts.room;
import static io.lunette.usecase.doctor.SampleFacts.silence;
import static io.lunette.usecase.doctor.SampleFacts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.model.ScsiModel;
import io.lunette.usecase.doctor.Finding.Level;
import io.lunette.usecase.doctor.HostFacts.Paths;
import io.lunette.usecase.doctor.HostFacts.ServerPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final HostName NORTH = new HostName("north");
    private static final HostName SOUTH = new HostName("south");
    private static final Portal PORTAL = new Portal("192.0.2.7", 3260);

    private final SampleFacts sample = new SampleFacts();

    private static List<Finding> all(HostFacts facts) {
        return Stream.of(
                        new Abilities(),
                        new PathFailover(),
                        new MultipathSettings(),
                        new ReservationHelper(),
                        new KernelDisks(),
                        new Ports(),
                        new Clock(),
                        new StoragePaths())
                .flatMap(check -> check.judge(facts).stream())
                .toList();
    }

    private static Finding only(Check check, SampleFacts sample) {
        List<Finding> findings = check.judge(sample.facts());
        assertEquals(1, findings.size(), () -> text(findings));
        return findings.getFirst();
    }

    private static Finding of(String code, Check check, SampleFacts sample) {
        return check.judge(sample.facts()).stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_host_in_good_order_on_the_network_path_has_nothing_but_ok() {
        assertEquals("""
                OK host.versions: libvirt 9.0.0 and QEMU 7.2.22 answer
                  Lunette is tried with libvirt 9.0 and newer
                OK abilities.lun: QEMU passes LUNs through
                  it has the disk device lun on the bus scsi
                OK abilities.virtio-scsi: QEMU makes virtio-scsi controllers
                  one was plugged in to try it
                OK abilities.iothreads: controllers have threads of their own
                  QEMU has iothreads
                OK abilities.kvm: guests run on KVM
                  it was seen to run one
                OK abilities.machine: new servers are of the machine type pc-q35-7.2
                  its ports take controllers
                OK qemu.path-failover: path failover does not come into it
                  the host's servers get their LUNs over the network; QEMU's own initiator has one path to each, and the array moves the portal's address
                OK multipath.files: multipath does not come into it
                  the host's servers get their LUNs over the network
                OK reservations.helper: reservations need no helper
                  the host's servers get their LUNs over the network; QEMU's own initiator sends reservations itself
                OK scsi.disks: the host's kernel has no LUNs
                  servers get theirs over the network path
                OK servers.pci: every server has room for a controller
                  1 of them run there
                OK clock: the host's clock agrees with the controller's
                  they are not 2 s apart
                """, text(all(sample.facts())));
    }

    @Test
    void a_host_on_the_block_path_as_debian_12_sets_it_up_is_told_what_hurts() {
        assertEquals(
                """
                WARNING qemu.path-failover: guests see I/O errors when a path to their LUN fails, until multipathd has noticed
                  QEMU 7.2.22 does not repeat SCSI commands on another path, 10.1 does; each one that goes by the lost path is ABORTED COMMAND until multipathd's checker takes that path away
                  > Upgrade to QEMU 10.1 and Linux 6.16 or newer; until then set a short polling_interval in multipath.conf, let software in guests repeat, and never set error_policy=stop
                OK multipath.files: there is no /etc/multipath.conf
                  multipathd's defaults hold
                OK multipath.names: LUNs are called by their WWIDs
                  neither user_friendly_names nor an alias is set
                OK multipath.no_path_retry: a LUN without a path fails at once
                  no_path_retry is not set, which means fail (but for arrays that multipathd knows): right for clusters that fence; else no_path_retry 12 bears a minute
                WARNING multipath.find_multipaths: a new LUN becomes no multipath device by itself
                  find_multipaths is strict, the default: only LUNs in /etc/multipath/wwids are taken
                  > Set find_multipaths yes in /etc/multipath.conf, then: multipathd reconfigure; or for one LUN: multipath -a /dev/sdX; multipath -r
                UNKNOWN multipath.running: it is not known what multipathd really does
                  its own table of arrays, and whether it runs and has read its files, cannot be seen through libvirt
                  > multipathd show config local; multipath -ll
                OK reservations.helper: guests can reserve LUNs
                  qemu-pr-helper is not linked with libmpathpersist.so, so it registers on one path at a time
                OK reservations.path_grouping_policy: reservations and I/O take the same path
                  no file sets a path_grouping_policy other than failover; arrays that multipathd knows may have another: multipathd show config local
                OK scsi.disks: each LUN of the host's kernel is a volume's
                  1 paths by iSCSI or FC
                OK scsi.filter: guests' rarer SCSI commands are filtered
                  on LUNs of its own the host's kernel refuses QEMU COMPARE AND WRITE, ORWRITE, PRE-FETCH and others unless a volume has rawio (administrators alone: QEMU then has CAP_SYS_RAWIO)
                UNKNOWN scsi.holders: it is not known who on the host uses its LUNs
                  mounts, LVM and dm-crypt on top of them cannot be seen through libvirt
                  > lsblk -o NAME,TYPE,MOUNTPOINT
                """,
                text(Stream.of(new PathFailover(), new MultipathSettings(), new ReservationHelper(), new KernelDisks())
                        .flatMap(check -> check.judge(onBlockPath().facts()).stream())
                        .toList()));
    }

    @Test
    void what_is_not_ok_says_what_to_do_and_what_is_ok_asks_for_nothing() {
        SampleFacts bad = onBlockPath().multipath("defaults {\nuser_friendly_names yes\nno_path_retry queue\n", "}");
        bad.offers = SampleFacts.offers("5.0.0", "qemu", "pc-i440fx-5.0", Set.of(ScsiModel.LSILOGIC));
        bad.capabilities = Outcome.done("<domainCapabilities/>");
        bad.helper = Outcome.done(Optional.empty());
        bad.rooms = Outcome.done(List.of(room(0)));
        bad.ahead = Duration.ofHours(1);
        List<Finding> findings = Stream.concat(all(bad.facts()).stream(), all(sample.facts()).stream())
                .toList();
        assertTrue(
                findings.stream().filter(each -> each.level() == Level.PROBLEM).count() >= 5, () -> text(findings));
        findings.forEach(
                each -> assertEquals(each.level() == Level.OK, each.fix().isEmpty(), () -> text(findings)));
    }

    @Test
    void what_a_host_does_not_tell_is_unknown_and_never_ok() {
        sample.luns = LunPath.BLOCK;
        sample.capabilities = silence();
        sample.multipath = silence();
        sample.disks = silence();
        sample.rooms = silence();
        for (String code :
                List.of("abilities.lun", "abilities.iothreads", "multipath.files", "scsi.disks", "servers.pci")) {
            Finding finding = all(sample.facts()).stream()
                    .filter(each -> each.code().equals(code))
                    .findFirst()
                    .orElseThrow();
            assertEquals(Level.UNKNOWN, finding.level(), code);
            assertFalse(finding.fix().isEmpty(), code);
        }
    }

    @Test
    void a_qemu_without_the_lun_device_or_the_controller_is_a_problem() {
        sample.capabilities = Outcome.done(SampleFacts.CAPABILITIES.replace("<value>lun</value>", ""));
        assertEquals(Level.PROBLEM, of("abilities.lun", new Abilities(), sample).level());
        sample.offers = SampleFacts.offers("7.2.22", "kvm", "pc-q35-7.2", Set.of(ScsiModel.LSILOGIC));
        assertEquals(
                Level.PROBLEM,
                of("abilities.virtio-scsi", new Abilities(), sample).level());
    }

    @Test
    void qemu_repeats_commands_on_another_path_from_10_1_and_waits_for_suspended_maps_from_10_2() {
        assertEquals(
                Level.WARNING,
                only(new PathFailover(), onBlockPath().qemu("10.0.5")).level());
        Finding almost = only(new PathFailover(), onBlockPath().qemu("10.1.2"));
        assertEquals(Level.WARNING, almost.level());
        assertTrue(almost.fix().contains("10.2"), almost::fix);
        assertEquals(
                Level.OK, only(new PathFailover(), onBlockPath().qemu("10.2.0")).level());
        assertEquals(
                Level.OK, only(new PathFailover(), onBlockPath().qemu("11.0.0")).level());
        assertEquals(
                Level.UNKNOWN,
                only(new PathFailover(), onBlockPath().qemu("simulated")).level());
    }

    @Test
    void clocks_may_be_2_s_apart_and_must_not_be_5_minutes() {
        Map<Duration, Level> levels = Map.of(
                Duration.ofSeconds(2), Level.OK,
                Duration.ofSeconds(-2), Level.OK,
                Duration.ofMillis(2001), Level.WARNING,
                Duration.ofMillis(-2001), Level.WARNING,
                Duration.ofSeconds(299), Level.WARNING,
                Duration.ofSeconds(300), Level.PROBLEM,
                Duration.ofSeconds(-300), Level.PROBLEM);
        levels.forEach((ahead, level) -> {
            sample.ahead = ahead;
            assertEquals(level, only(new Clock(), sample).level(), ahead::toString);
        });
        sample.ahead = Duration.ofSeconds(-90);
        assertEquals(
                "the host's clock is 90 s behind the controller's",
                only(new Clock(), sample).what());
    }

    @Test
    void a_server_without_a_free_port_is_named() {
        sample.rooms = Outcome.done(List.of(room(0), room(1)));
        Finding full = only(new Ports(), sample);
        assertEquals(Level.WARNING, full.level());
        assertEquals(SampleFacts.SERVER.toString(), full.about());
        assertTrue(full.why().startsWith("none of its 8 pcie-root-ports is free"), full::why);
    }

    @Test
    void a_lun_of_no_volume_is_shown_and_not_called_stale() {
        SampleFacts facts = onBlockPath();
        facts.disks = Outcome.done(List.of(SampleFacts.SAN_DISK.replace("00a1", "00a2")));
        Finding strange = of("scsi.disks", new KernelDisks(), facts);
        assertEquals(Level.UNKNOWN, strange.level());
        assertTrue(strange.why().startsWith("/dev/sdb (3600140512345678900000000000000a2): other LUNs, or left over"));
    }

    @Test
    void how_servers_come_to_luns_is_what_was_said_and_not_what_the_host_has() {
        SampleFacts network = sample.multipath("defaults {\nuser_friendly_names yes\n}");
        network.disks = Outcome.done(List.of(SampleFacts.SAN_DISK));
        assertEquals(Level.OK, only(new MultipathSettings(), network).level());
        assertEquals(Level.OK, only(new PathFailover(), network).level());
        assertEquals(Level.OK, only(new ReservationHelper(), network).level());
        Finding beside = only(new KernelDisks(), network);
        assertEquals(Level.WARNING, beside.level());
        assertTrue(beside.why().startsWith("/dev/sdb (3600140512345678900000000000000a1): "), beside::why);
        network.disks = Outcome.done(List.of(SampleFacts.SAN_DISK.replace("00a1", "00a2")));
        assertEquals(Level.OK, only(new KernelDisks(), network).level());
    }

    @Test
    void a_host_on_the_block_path_without_a_lun_is_told_how_it_gets_one() {
        SampleFacts empty = onBlockPath();
        empty.disks = Outcome.done(List.of(SampleFacts.LOCAL_DISK));
        Finding nothing = only(new KernelDisks(), empty);
        assertEquals(Level.WARNING, nothing.level());
        assertTrue(nothing.fix().contains("lunette host login north"), nothing::fix);
        assertEquals(Level.WARNING, only(new PathFailover(), empty).level());
    }

    private static SampleFacts linked(String... multipath) {
        SampleFacts facts = onBlockPath().multipath(multipath);
        facts.helper = Outcome.done(Optional.of("ELF libmpathpersist.so.0"));
        return facts;
    }

    @Test
    void reservations_over_several_paths_need_a_helper_that_knows_of_them() {
        String multibus = "devices {\n device {\n vendor \"X\"\n path_grouping_policy multibus\n }\n}\n";
        String policy = "reservations.path_grouping_policy";
        assertEquals(
                Level.PROBLEM,
                of(policy, new ReservationHelper(), onBlockPath().multipath(multibus))
                        .level());
        String failover = multibus.replace("multibus", "failover");
        assertEquals(
                Level.OK,
                of(policy, new ReservationHelper(), onBlockPath().multipath(failover))
                        .level());
        String keys = "reservations.keys";
        assertEquals(
                Level.WARNING,
                of(keys, new ReservationHelper(), linked(multibus)).level());
        assertEquals(
                Level.OK,
                of(keys, new ReservationHelper(), linked(multibus, "defaults {\nreservation_key file\n}"))
                        .level());
        SampleFacts without = onBlockPath();
        without.helper = Outcome.done(Optional.empty());
        assertEquals(Level.PROBLEM, only(new ReservationHelper(), without).level());
    }

    @Test
    void multipath_names_that_differ_by_host_are_a_problem() {
        String names = "multipath.names";
        Check check = new MultipathSettings();
        assertEquals(
                Level.PROBLEM,
                of(names, check, onBlockPath().multipath("defaults {\n user_friendly_names yes\n}"))
                        .level());
        assertEquals(
                Level.OK,
                of(names, check, onBlockPath().multipath("defaults {\n user_friendly_names no\n}"))
                        .level());
        Finding alias =
                of(names, check, onBlockPath().multipath("multipaths {\n multipath {\n wwid 3600\n alias db\n }\n}"));
        assertEquals("LUNs are called db", alias.what());
        assertEquals(Level.PROBLEM, alias.level());
    }

    @Test
    void queueing_for_ever_is_warned_of_however_it_is_set() {
        String retry = "multipath.no_path_retry";
        Check check = new MultipathSettings();
        assertEquals(
                Level.WARNING,
                of(retry, check, onBlockPath().multipath("defaults {\n no_path_retry queue\n}"))
                        .level());
        assertEquals(
                Level.WARNING,
                of(retry, check, onBlockPath().multipath("overrides {\n features \"1 queue_if_no_path\"\n}"))
                        .level());
        assertEquals(
                "no_path_retry is 12 looks at the paths",
                of(retry, check, onBlockPath().multipath("defaults {\n no_path_retry 12\n}"))
                        .why());
    }

    private static Outcome<Optional<String>> named(String name) {
        return Outcome.done(Optional.of("## made once\nInitiatorName=" + name + "\n"));
    }

    @Test
    void two_hosts_with_one_initiator_name_are_a_problem_of_both() {
        InitiatorNames names = new InitiatorNames(
                Map.of(NORTH, named("iqn.1993-08.org.debian:01:a"), SOUTH, named("iqn.1993-08.org.debian:01:a")));
        assertEquals(Level.PROBLEM, names.judge(NORTH).level());
        assertTrue(names.judge(NORTH).why().contains("also that of south"), names.judge(NORTH)::why);
        assertEquals(Level.PROBLEM, names.judge(SOUTH).level());
        InitiatorNames differ = new InitiatorNames(
                Map.of(NORTH, named("iqn.1993-08.org.debian:01:a"), SOUTH, named("iqn.1993-08.org.debian:01:b")));
        assertEquals(Level.OK, differ.judge(NORTH).level());
    }

    @Test
    void a_host_without_a_name_or_without_an_answer_shares_none() {
        InitiatorNames names =
                new InitiatorNames(Map.of(NORTH, Outcome.done(Optional.of("GenerateName=yes\n")), SOUTH, silence()));
        assertEquals(Level.WARNING, names.judge(NORTH).level());
        assertEquals(Level.UNKNOWN, names.judge(SOUTH).level());
        assertEquals(
                Level.OK,
                new InitiatorNames(Map.of(NORTH, Outcome.done(Optional.empty())))
                        .judge(NORTH)
                        .level());
    }

    @Test
    void ways_to_luns_that_do_not_work_are_problems_and_the_hosts_own_initiator_is_warned_of() {
        Iqn initiator = Iqn.parse("iqn.2026-11.org.example:vm1").get();
        ServerPath fine = new ServerPath(SampleFacts.SERVER, "vm1", initiator, PORTAL, Optional.empty());
        ServerPath other = new ServerPath(
                SampleFacts.SERVER,
                "vm1",
                initiator,
                PORTAL,
                Optional.of(new StorageFailure.IdentityMismatch("v", "naa.6a", "naa.6b")));
        sample.paths = new Paths(List.of(fine, other), Map.of(PORTAL, silence()));
        assertEquals(
                List.of(Level.OK, Level.PROBLEM, Level.WARNING),
                new StoragePaths()
                        .judge(sample.facts()).stream().map(Finding::level).toList());
        List<Finding> portals = StoragePaths.ofController(Map.of(PORTAL, silence()));
        assertEquals(
                "PROBLEM storage.portal: the controller does not reach 192.0.2.7:3260",
                text(portals).lines().findFirst().orElseThrow());
        assertEquals(PORTAL.toString(), portals.getFirst().about());
    }

    @Test
    void the_worst_finding_is_the_hosts_level_and_stands_first() {
        HostReport report = new HostReport(
                NORTH,
                List.of(Finding.ok("a", "", ""), Finding.warning("b", "", "", ""), Finding.unknown("c", "", "", "")));
        assertEquals(Level.WARNING, report.worst());
        assertEquals(
                List.of("b", "c", "a"),
                report.findings().stream().map(Finding::code).toList());
        assertEquals(
                Level.PROBLEM, new Examination(List.of(Finding.problem("p", "", "", "")), List.of(report)).worst());
    }
}
