package io.lunette.simulate.hypervisor;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.port.HostInspection;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What a simulated host shows of itself: a KVM host on the network path, in good order. */
public final class SimulatedInspection implements HostInspection {
    private static final String CAPABILITIES = """
            <domainCapabilities>
              <path>/simulated/qemu</path><domain>kvm</domain><machine>pc-q35-7.2</machine><arch>x86_64</arch>
              <iothreads supported='yes'/>
              <devices>
                <disk supported='yes'>
                  <enum name='diskDevice'><value>disk</value><value>cdrom</value><value>lun</value></enum>
                  <enum name='bus'><value>scsi</value><value>virtio</value></enum>
                </disk>
              </devices>
            </domainCapabilities>
            """;

    private final Interference interference;
    private final String host;
    private final Map<String, Map<String, byte[]>> folders = new ConcurrentHashMap<>();
    private final List<String> disks = new CopyOnWriteArrayList<>();
    private volatile Duration ahead = Duration.ZERO;

    SimulatedInspection(HostName host, Interference interference) {
        this.host = host.text();
        this.interference = interference;
        write("/etc/iscsi/initiatorname.iscsi", "InitiatorName=iqn.1993-08.org.debian:01:" + host + "\n");
        write("/etc/hostname", host + "\n");
        write("/usr/bin/qemu-pr-helper", "\u007fELF libmpathpersist.so.0");
    }

    /** For tests: the host has this file from now on. */
    public void write(String path, String text) {
        int name = path.lastIndexOf('/') + 1;
        folders.computeIfAbsent(path.substring(0, name - 1), folder -> new ConcurrentHashMap<>())
                .put(path.substring(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** For tests: the host has no such folder any more. */
    public void removeFolder(String folder) {
        folders.remove(folder);
    }

    /** For tests: the host's kernel has this disk from now on. */
    public void addDisk(String nodeDeviceXml) {
        disks.add(nodeDeviceXml);
    }

    /** For tests: how far the host's clock is ahead of the controller's. */
    public void setClockAhead(Duration difference) {
        ahead = difference;
    }

    @Override
    public Outcome<Optional<Map<String, byte[]>>> files(String folder, Predicate<String> wanted, int mostBytes) {
        return interference.around(
                Call.INSPECT,
                () -> Optional.ofNullable(folders.get(folder))
                        .map(files -> some(files, wanted, mostBytes).map(Optional::of))
                        .orElseGet(() -> Outcome.done(Optional.empty())));
    }

    private Outcome<Map<String, byte[]>> some(Map<String, byte[]> files, Predicate<String> wanted, int mostBytes) {
        Map<String, byte[]> found = new TreeMap<>(files);
        found.keySet().removeIf(wanted.negate());
        return found.values().stream().anyMatch(content -> content.length > mostBytes)
                ? Outcome.failed(
                        new HostFailure.Refused(host, "show files", "one has more than " + mostBytes + " bytes"))
                : Outcome.done(found);
    }

    @Override
    public Outcome<HostTime> time() {
        return interference.around(Call.INSPECT, () -> {
            Instant now = Instant.now();
            return Outcome.done(new HostTime(now.plus(ahead), now, now));
        });
    }

    @Override
    public Outcome<String> domainCapabilities() {
        return interference.around(Call.INSPECT, () -> Outcome.done(CAPABILITIES));
    }

    @Override
    public Outcome<List<String>> disks() {
        return interference.around(Call.INSPECT, () -> Outcome.done(List.copyOf(disks)));
    }

    /** It has no kernel that could ask. */
    @Override
    public Outcome<List<Iqn>> targets(Portal portal) {
        return interference.around(
                Call.INSPECT,
                () -> Outcome.failed(new HostFailure.Refused(
                        host, "ask " + portal + " for its targets", "a simulated host has no iscsiadm")));
    }
}
