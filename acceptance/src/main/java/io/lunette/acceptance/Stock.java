package io.lunette.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tests do with stock clients again and again. */
public record Stock(Lab lab) {
    private static final Duration VOLUME = Duration.ofMinutes(1);

    public void flavor(String name, int ramMiB) {
        lab.client("openstack", "flavor", "create", "--ram", "" + ramMiB, "--vcpus", "1", "--disk", "0", name)
                .must();
    }

    public void image(String name, Path file, List<String> properties) {
        List<String> command = new ArrayList<>(List.of(
                "openstack",
                "image",
                "create",
                "--file",
                file.toString(),
                "--disk-format",
                "raw",
                "--container-format",
                "bare"));
        properties.forEach(property -> command.addAll(List.of("--property", property)));
        command.add(name);
        lab.client(command.toArray(String[]::new)).must();
    }

    /** Makes a volume, and waits until it can be used; its id. */
    public String volume(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("openstack", "volume", "create", "-f", "value", "-c", "id"));
        command.addAll(List.of(options));
        command.add(name);
        String id = lab.client(command.toArray(String[]::new)).must().strip();
        awaitVolume(id, "available");
        return id;
    }

    public void awaitVolume(String id, String status) {
        Waiting.untilTrue("volume " + id + " to be " + status, VOLUME, () -> {
            String now = lab.client("openstack", "volume", "show", "-f", "value", "-c", "status", id)
                    .must()
                    .strip();
            if (now.startsWith("error")) {
                throw new AssertionError(lab.client("openstack", "volume", "show", id) + lab.log());
            }
            return now.equals(status);
        });
    }

    /** Waits for the server's status; its id. */
    public String awaitServer(String name, String status, Duration atMost) {
        return Waiting.until("server " + name + " to be " + status, atMost, () -> {
            List<String> now = lab.client(
                            "openstack", "server", "show", "-f", "value", "-c", "id", "-c", "status", name)
                    .must()
                    .lines()
                    .map(String::strip)
                    .toList();
            if (now.get(1).equals("ERROR")) {
                throw new AssertionError(
                        lab.log() + lab.client("openstack", "server", "show", "-f", "value", "-c", "fault", name));
            }
            return now.get(1).equals(status) ? Optional.of(now.getFirst()) : Optional.empty();
        });
    }

    public void awaitNoServer(String name) {
        Waiting.untilTrue(
                "server " + name + " to be gone",
                VOLUME,
                () -> lab.client("openstack", "server", "show", name).status() != 0);
    }
}
