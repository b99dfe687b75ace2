package io.lunette.acceptance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guest's own words, read from its console, and commands typed there. The protocol is guest/README.md's. */
public final class Guest implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final Path log;
    private final OutputStream typing;
    private final Closeable reading;
    private int commands;

    private Guest(Path log, OutputStream typing, Closeable reading) {
        this.log = log;
        this.typing = typing;
        this.reading = reading;
    }

    /** The same on a host that is far away: its console is brought here. */
    public static Guest of(SanHost host, String domain) {
        Guest guest = after(host, domain);
        try {
            Waiting.untilTrue("the guest of " + domain + " to be up", BOOT, () -> guest.boots() > 0);
            return guest;
        } catch (AssertionError never) {
            guest.close();
            throw new AssertionError(guest.console(), never);
        }
    }

    /** One that came up elsewhere before it got there: the host's log tells only what was said since then. */
    public static Guest after(SanHost host, String domain) {
        SanConsole console = SanConsole.open(host, domain);
        return new Guest(console.log(), console.typing(), console);
    }

    /** Waits until the guest is up, and opens its console. */
    public static Guest of(Lab lab, String server) {
        Path log = lab.consoleLog(server);
        Waiting.untilTrue(
                "the guest of " + server + " to be up", BOOT, () -> text(log).contains("LUNETTE-GUEST ready"));
        return at(log, lab.virsh("ttyconsole", server).must().strip());
    }

    /** The console of a guest that is up, wherever it is. */
    public static Guest at(Path log, String tty) {
        Command.run("stty", "-F", tty, "raw", "-echo").must();
        try {
            InputStream reading = Files.newInputStream(Path.of(tty));
            // What is not read holds the guest up; the log has it all, so it is read and dropped.
            Thread drain = new Thread(() -> drain(reading), "console at " + tty);
            drain.setDaemon(true);
            drain.start();
            return new Guest(log, Files.newOutputStream(Path.of(tty)), reading);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void drain(InputStream reading) {
        byte[] buffer = new byte[4096];
        try {
            while (reading.read(buffer) >= 0) {
                // Dropped.
            }
        } catch (IOException closed) {
            // The guest is gone, or we are.
        }
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String console() {
        return text(log);
    }

    /** How often it came up since it was started. */
    public long boots() {
        return Pattern.compile("LUNETTE-GUEST ready")
                .matcher(console())
                .results()
                .count();
    }

    /** A disk as the guest told of it. */
    public record Disk(
            String name, String hctl, String driver, String vendor, String product, String serial, String wwid) {}

    /** The disks that are there now, as last told. */
    public List<Disk> disks() {
        List<Disk> disks = new ArrayList<>();
        Matcher told = Pattern.compile("LUNETTE-DISK (?:add (\\S+) hctl=(\\S+) host=(\\S+)|remove (\\S+))")
                .matcher(console());
        while (told.find()) {
            if (told.group(4) != null) {
                String gone = told.group(4);
                disks.removeIf(disk -> disk.name().equals(gone));
            } else {
                disk(told.group(1), told.group(2), told.group(3), told.start()).ifPresent(disks::add);
            }
        }
        return disks;
    }

    private Optional<Disk> disk(String name, String hctl, String driver, int from) {
        String rest = console().substring(from);
        int end = rest.indexOf("LUNETTE-DISK end " + name + " ");
        if (end < 0) {
            return Optional.empty();
        }
        String block = rest.substring(0, end);
        return Optional.of(new Disk(
                name,
                hctl,
                driver,
                field(block, "Vendor identification: *(.*)"),
                field(block, "Product identification: *(.*)"),
                field(block, "Unit serial number: *(.*)"),
                field(block, "0x([0-9a-f]{32})")));
    }

    private static String field(String block, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(block);
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    /** The disk with this NAA identifier, waited for. */
    public Disk diskWith(String naa) {
        return Waiting.until(
                "a disk " + naa + " in the guest",
                ANSWER,
                () -> disks().stream().filter(disk -> disk.wwid().equals(naa)).findFirst());
    }

    public void awaitGone(String naa) {
        Waiting.untilTrue(
                "disk " + naa + " to be gone from the guest",
                ANSWER,
                () -> disks().stream().noneMatch(disk -> disk.wwid().equals(naa)));
    }

    /** What a command printed in the guest, and its exit status. */
    public record Answer(int status, String text) {
        public String must() {
            if (status != 0) {
                throw new AssertionError("exit status " + status + " in the guest: " + text);
            }
            return text;
        }
    }

    public Answer run(String command) {
        String token = "t" + System.nanoTime() + "-" + ++commands;
        try {
            typing.write(("LUNETTE-RUN " + token + " " + command + "\n").getBytes(StandardCharsets.UTF_8));
            typing.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Pattern end = Pattern.compile("LUNETTE-END " + token + " (\\d+)");
        int status = Waiting.until("the guest's answer to " + command, ANSWER, () -> {
            Matcher matcher = end.matcher(console());
            return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
        });
        StringBuilder text = new StringBuilder();
        Matcher lines =
                Pattern.compile("LUNETTE-OUT " + token + " ([^\\r\\n]*)").matcher(console());
        while (lines.find()) {
            text.append(lines.group(1)).append('\n');
        }
        return new Answer(status, text.toString());
    }

    @Override
    public void close() {
        try {
            typing.close();
            reading.close();
        } catch (IOException gone) {
            // The guest ended first.
        }
    }
}
