package io.lunette.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** That the service, libvirt and the target say the same of every server and volume, and nothing is left anywhere. */
public record Agreement(Lab lab, Api api) {

    static String attachments(String server) {
        return "/compute/v2.1/servers/" + server + "/os-volume_attachments";
    }

    /** Waits until nothing is under way. */
    public void settle() {
        api.await(
                "/v1/operations?running=true&all_tenants=true",
                body -> body.path("operations").isEmpty());
        api.await("/volume/v3/volumes/detail?all_tenants=1", body -> {
            for (JsonNode volume : body.path("volumes")) {
                if (!Set.of("available", "in-use")
                        .contains(volume.path("status").asText())) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Throws where they differ, or where a server did not come up. */
    public void check() {
        List<String> faults = faults();
        must(faults.isEmpty(), "servers that did not come up: " + faults);
        compare();
    }

    /**
     * Throws where they differ, and says why servers did not come up, as when their host was gone just then; nothing of
     * those may be left.
     */
    public List<String> checkButForBoots() {
        compare();
        return faults();
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (JsonNode server : api.get("/compute/v2.1/servers/detail").path("servers")) {
            if (server.path("status").asText().equals("ERROR")) {
                faults.add(server.at("/fault/message").asText());
            }
        }
        return faults;
    }

    private void compare() {
        Set<String> servers = new TreeSet<>();
        List<String> drift = new ArrayList<>();
        for (JsonNode server : api.get("/compute/v2.1/servers/detail").path("servers")) {
            String id = server.path("id").asText();
            if (server.path("status").asText().equals("ERROR")) {
                must(!server.at("/fault/message").asText().isEmpty(), "server " + id + " says why it did not come up");
                must(api.get(attachments(id)).path("volumeAttachments").isEmpty(), id + " came not up and has volumes");
            } else {
                servers.add("lunette-" + id);
                must(server.path("status").asText().equals("ACTIVE"), "server " + id + " is " + server.path("status"));
                check(id);
            }
        }
        for (JsonNode each : api.get("/v1/drift").path("drift")) {
            drift.add(each.toString());
        }
        must(drift.isEmpty(), "drift: " + drift);
        Set<String> domains = new TreeSet<>(lab.virsh("list", "--all", "--name")
                .must()
                .lines()
                // Not those by which the service tries what a host can do.
                .filter(name -> name.matches("lunette-[0-9a-f]{8}-.*"))
                .toList());
        must(domains.equals(servers), "domains " + domains + " and servers " + servers);
        int bound = 0;
        for (JsonNode volume : api.get("/volume/v3/volumes/detail").path("volumes")) {
            String id = volume.path("id").asText();
            int holders = volume.path("attachments").size();
            must(
                    volume.path("status").asText().equals(holders == 0 ? "available" : "in-use"),
                    "volume " + id + " is " + volume.path("status") + " with " + holders + " holders");
            for (JsonNode attachment : volume.path("attachments")) {
                checkSize(
                        attachment.path("server_id").asText(),
                        id,
                        volume.path("size").asLong());
            }
            must(
                    Array.exposedTo(lab, id).size() == holders,
                    "volume " + id + " is seen by " + Array.exposedTo(lab, id));
            // One for each that sees it, and the guard.
            int accounts = Array.accounts(lab, id).size();
            must(
                    accounts == (holders == 0 ? 0 : holders + 1),
                    "volume " + id + " with " + holders + " holders has " + Array.accounts(lab, id));
            bound += accounts;
        }
        must(
                Array.allAccounts(lab).size() == bound,
                "the target has accounts that no volume has: " + Array.allAccounts(lab));
        checkSecrets();
    }

    /** Those of servers that are there, one for each attachment, and none of servers of this service that are gone. */
    private void checkSecrets() {
        Set<String> wanted = new TreeSet<>();
        for (JsonNode server : api.get("/compute/v2.1/servers/detail").path("servers")) {
            String id = server.path("id").asText();
            api.get(attachments(id))
                    .path("volumeAttachments")
                    .forEach(each -> wanted.add(
                            "lunette:" + id + ":" + each.path("volumeId").asText()));
        }
        Set<String> known = new TreeSet<>();
        for (JsonNode volume : api.get("/volume/v3/volumes/detail").path("volumes")) {
            known.add(volume.path("id").asText());
        }
        Set<String> there = new TreeSet<>(lab.virsh("secret-list")
                .must()
                .lines()
                .filter(line -> line.contains("lunette:"))
                .map(line -> line.replaceAll(".*(lunette:\\S+).*", "$1"))
                // A libvirtd may be shared with other services.
                .filter(usage -> known.contains(usage.substring(usage.lastIndexOf(':') + 1)))
                .toList());
        must(there.equals(wanted), "the host has secrets " + there + " and not " + wanted);
    }

    private void check(String server) {
        Set<String> attached = new TreeSet<>();
        api.get(attachments(server))
                .path("volumeAttachments")
                .forEach(each -> attached.add(each.path("volumeId").asText()));
        for (Domain domain : List.of(Domain.of(lab, server), Domain.defined(lab, server))) {
            must(domain.volumes().equals(attached), server + " has " + attached + ", its domain " + domain.volumes());
        }
        must(
                Domain.defined(lab, server).idleControllers().isEmpty(),
                "no controller is left: " + Domain.defined(lab, server).idleControllers());
    }

    /** What QEMU takes a LUN to have, who reads it of the LUN itself. */
    private void checkSize(String server, String volume, long gib) {
        String target = Domain.of(lab, server)
                .disk(volume)
                .flatMap(disk -> disk.child("target"))
                .map(name -> name.value("dev"))
                .orElse("none");
        String shown = lab.virsh("domblkinfo", server, target).must();
        must(
                shown.lines().anyMatch(line -> line.matches("Capacity: +" + (gib << 30))),
                "volume " + volume + " has " + gib + " GiB, and " + server + " finds " + shown);
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
