package io.lunette.server.libvirt;

import static java.util.stream.Collectors.joining;

import io.lunette.model.ScsiModel;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found by trying on a host, in a file that outlives the service: a service that is started again need not keep
 * its first requests waiting for what was tried a minute ago. A day later it is tried again, as the host's kernel, which
 * libvirt says nothing of, may be another one by then. A file that cannot be read is as none; one that cannot be written is
 * logged.
 */
final class KeptTrials {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTrials.class);
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final Path file;
    private final InstantSource clock;

    KeptTrials(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * What was tried.
     *
     * @param uri the host
     * @param virtType how guests shall run there
     * @param offersKvm whether libvirt said that KVM is there
     */
    record Subject(
            String uri,
            LibvirtHost.VirtType virtType,
            String libvirtVersion,
            String qemuVersion,
            String machine,
            boolean offersKvm) {}

    /** What came of it. */
    record Found(boolean kvm, Set<ScsiModel> models) {
        Found {
            models = Set.copyOf(models);
        }
    }

    Optional<Found> find(Subject subject) {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
            Instant at = Instant.parse(kept.getProperty("at", ""));
            boolean fresh = !at.isAfter(clock.instant()) && at.plus(GOOD_FOR).isAfter(clock.instant());
            return fresh && subject.equals(subject(kept)) ? Optional.of(found(kept)) : Optional.empty();
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeParseException unreadable) {
            LOG.info("{} cannot be read, so the host is tried again: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    void keep(Subject subject, Found found) {
        Properties kept = new Properties();
        kept.setProperty("at", clock.instant().toString());
        kept.setProperty("uri", subject.uri());
        kept.setProperty("virt-type", subject.virtType().name());
        kept.setProperty("libvirt", subject.libvirtVersion());
        kept.setProperty("qemu", subject.qemuVersion());
        kept.setProperty("machine", subject.machine());
        kept.setProperty("offers-kvm", Boolean.toString(subject.offersKvm()));
        kept.setProperty("kvm", Boolean.toString(found.kvm()));
        kept.setProperty(
                "models", found.models().stream().map(Enum::name).sorted().collect(joining(" ")));
        try {
            write(kept);
        } catch (IOException unwritable) {
            LOG.warn("{} cannot be written, so the host is tried again at the next start", file, unwritable);
        }
    }

    /** As a whole or not at all. */
    private void write(Properties kept) throws IOException {
        StringWriter text = new StringWriter();
        kept.store(text, "What was found by trying; may be deleted at any time");
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, text.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Subject subject(Properties kept) {
        return new Subject(
                kept.getProperty("uri", ""),
                LibvirtHost.VirtType.valueOf(kept.getProperty("virt-type", "")),
                kept.getProperty("libvirt", ""),
                kept.getProperty("qemu", ""),
                kept.getProperty("machine", ""),
                Boolean.parseBoolean(kept.getProperty("offers-kvm")));
    }

    private static Found found(Properties kept) {
        Set<ScsiModel> models = EnumSet.noneOf(ScsiModel.class);
        for (String model : kept.getProperty("models", "").split(" ", -1)) {
            models.add(ScsiModel.valueOf(model));
        }
        return new Found(Boolean.parseBoolean(kept.getProperty("kvm")), models);
    }
}
