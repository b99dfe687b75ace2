package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a service that answers from a table; what the real one answers is the acceptance tests' matter. */
class CommandsTest {
    private record Prepared(int status, String body) {}

    private final Map<String, Prepared> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(true, false);

    @TempDir
    Path folder;

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::serve);
        service.start();
        String base = "http://127.0.0.1:" + service.getAddress().getPort();
        Files.writeString(folder.resolve("clouds.yaml"), """
                clouds: {test: {auth: {auth_url: %s/identity/v3, username: ann, password: p}}}
                """.formatted(base));
        answer("POST /identity/v3/auth/tokens", 201, """
                {"token": {"expires_at": "2026-11-23T12:00:00Z", "project": {"name": "admin"}, "catalog": [
                  {"type": "compute", "endpoints": [{"interface": "public", "url": "%1$s/compute/v2.1"}]},
                  {"type": "block-storage", "endpoints": [{"interface": "public", "url": "%1$s/volume/v3"}]}]}}
                """.formatted(base));
        answer("GET /compute/v2.1/servers/vm1", 404, "{\"itemNotFound\": {\"code\": 404, \"message\": \"no\"}}");
        answer("GET /compute/v2.1/servers/detail", 200, """
                {"servers": [{"id": "s-1", "name": "vm1", "status": "ACTIVE",
                  "os-extended-volumes:volumes_attached": [{"id": "v-1"}]}]}
                """);
        answer("GET /compute/v2.1/servers/s-1", 200, """
                {"server": {"id": "s-1", "name": "vm1", "status": "ACTIVE"}}
                """);
        answer("GET /volume/v3/volumes/v-1", 200, """
                {"volume": {"id": "v-1", "name": "lun1", "status": "in-use", "size": 1}}
                """);
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void hbas_are_listed_with_their_vhbas_and_those_that_are_missing() {
        answer("GET /v1/hosts/north/hbas", 200, """
                {"hbas": [
                   {"name": "scsi_host1", "wwnn": "2000000012341234", "wwpn": "1000000012341234",
                    "fabric_wwn": "2000000043214321", "vports_capable": true, "vports": 1, "max_vports": 127,
                    "vhbas": [{"name": "scsi_host12", "wwnn": "3000000000000001", "wwpn": "3100000000000001",
                               "fabric_wwn": "2000000043214321", "server_id": null}]},
                   {"name": "scsi_host3", "wwnn": "2000000078907890", "wwpn": "1000000078907890",
                    "fabric_wwn": null, "vports_capable": false, "vhbas": []}],
                 "missing": [{"server_id": "s-1", "wwnn": "3000000000000002", "wwpn": "3100000000000002"}]}
                """);
        assertEquals(0, lunette("hba", "list", "north"), err.toString());
        List<String> rows = out.toString().lines().toList();
        assertTrue(rows.get(1).matches("scsi_host1 +10:00:00:00:12:34:12:34 +20:\\S+ +20:\\S+:43:21 +1 of 127 +-"));
        assertTrue(rows.get(2).matches("  scsi_host12 +31:\\S+:01 +30:\\S+ +20:\\S+ +- +not Lunette's"), rows.get(2));
        assertTrue(rows.get(3).matches("scsi_host3 .* - +none possible +-"), rows.get(3));
        assertTrue(rows.get(4).matches("\\(missing\\) .* - +- +s-1"), rows.get(4));
    }

    @Test
    void a_server_gets_a_vhba_by_its_name_and_loses_it() {
        answer("POST /v1/hosts/north/hbas", 201, """
                {"hba": {"name": "scsi_host12", "parent": "scsi_host1", "wwpn": "3100000000000001", "server_id": "s-1"}}
                """);
        answer("DELETE /v1/hosts/north/hbas/s-1", 204, "");
        assertEquals(0, lunette("hba", "create", "north", "--server", "vm1", "--parent", "scsi_host1"), err.toString());
        assertTrue(out.toString().contains("31:00:00:00:00:00:00:01"), out.toString());
        assertEquals(0, lunette("hba", "remove", "north", "--server", "vm1"), err.toString());
        assertTrue(
                asked.stream().anyMatch(request -> request.contains("DELETE /v1/hosts/north/hbas/s-1")),
                asked.toString());
    }

    @Test
    void luns_of_a_host_are_listed_with_their_volume_or_with_what_is_wrong() {
        answer("GET /v1/hosts/san1/luns", 200, """
                {"luns": [
                  {"wwid": "naa.6001", "device": "/dev/mapper/36001", "paths": 2, "vendor": "EXAMPLE", "product": "SANLUN",
                   "size_bytes": 1073741824, "usable": true, "reason": null, "volume": "v-1"},
                  {"wwid": "naa.6002", "device": null, "paths": 1, "vendor": "EXAMPLE", "product": "SANLUN",
                   "size_bytes": 1073741824, "usable": false, "reason": "no map", "volume": null}]}
                """);
        answer("GET /v1/hosts/san2/luns", 200, "{\"luns\": []}");
        assertEquals(0, lunette("host", "luns", "san1"), err.toString());
        List<String> rows = out.toString().lines().toList();
        assertTrue(
                rows.get(1).matches("naa.6001 +/dev/mapper/36001 +2 +EXAMPLE +SANLUN +\\S.* +v-1 +yes"), rows.get(1));
        assertTrue(rows.get(2).matches("naa.6002 +- +1 +EXAMPLE +SANLUN +\\S.* +- +no: no map"), rows.get(2));
        assertEquals(0, lunette("host", "luns", "san2"), err.toString());
        assertTrue(out.toString().contains("The kernel of san2 has no LUNs."), out.toString());
    }

    @Test
    void a_host_is_logged_in_with_a_password_from_a_file_and_out_again() throws IOException {
        String login = """
                {"target": "iqn.2026-11.org.example:a", "portal": "192.0.2.1:3260", "made_by_lunette": true,
                 "chap_user": "san1", "logged_in": true, "luns": ["naa.6001"]}
                """;
        answer("GET /v1/hosts/san1/targets", 200, """
                {"targets": [{"target": "iqn.2026-11.org.example:a", "logged_in": false}]}
                """);
        answer("POST /v1/hosts/san1/logins", 201, "{\"login\": " + login + "}");
        answer("GET /v1/hosts/san1/logins", 200, "{\"logins\": [" + login + "]}");
        answer("DELETE /v1/hosts/san1/logins/iqn.2026-11.org.example:a", 204, "");
        Path password = Files.writeString(folder.resolve("chap"), "correct-horse-battery\n");
        assertEquals(0, lunette("host", "discover", "san1", "--portal", "192.0.2.1:3260"), err.toString());
        assertTrue(
                out.toString().lines().anyMatch(row -> row.matches("iqn.2026-11.org.example:a +no")), out.toString());
        assertEquals(
                0,
                lunette(
                        "host",
                        "login",
                        "san1",
                        "--portal",
                        "192.0.2.1:3260",
                        "--iqn",
                        "iqn.2026-11.org.example:a",
                        "--chap-user",
                        "san1",
                        "--chap-password-file",
                        password.toString()),
                err.toString());
        assertTrue(
                asked.stream()
                        .anyMatch(request -> request.contains("POST /v1/hosts/san1/logins")
                                && request.contains("correct-horse-battery")),
                asked.toString());
        assertEquals(0, lunette("host", "logins", "san1"), err.toString());
        assertTrue(
                out.toString().lines().anyMatch(row -> row.matches("iqn\\S+ +192.0.2.1:3260 +lunette +san1 +yes +1")),
                out.toString());
        assertEquals(0, lunette("host", "logout", "san1", "--iqn", "iqn.2026-11.org.example:a"), err.toString());
        assertTrue(out.toString().contains("logged out of iqn.2026-11.org.example:a"), out.toString());
    }

    @Test
    void servers_are_listed_as_a_table() {
        assertEquals(0, lunette("server", "list"));
        assertEquals("""
                ID   NAME  STATUS  VOLUMES
                s-1  vm1   ACTIVE  v-1
                """, out.toString());
    }

    @Test
    void servers_are_listed_as_json() {
        assertEquals(0, lunette("server", "list", "--json"));
        assertTrue(out.toString().startsWith("[ {"), out.toString());
    }

    @Test
    void a_volume_is_attached_by_the_names_of_server_and_volume_and_waited_for() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 200, """
                {"volumeAttachment": {"volumeId": "v-1", "device": "/dev/sdb"}}
                """);
        assertEquals(0, lunette("attach", "vm1", "v-1"), err.toString());
        assertEquals("Attached lun1 to vm1 as /dev/sdb\n", out.toString());
        assertTrue(
                asked.contains("POST /compute/v2.1/servers/s-1/os-volume_attachments"
                        + " {\"volumeAttachment\":{\"volumeId\":\"v-1\"}}"),
                asked.toString());
    }

    private static String examined(String level, String code, String what, String fix) {
        return """
                {"doctor": {"level": "%1$s", "hosts": [{"name": "north", "level": "%1$s", "findings": [
                  {"code": "%2$s", "level": "%1$s", "about": "", "what": "%3$s", "why": "because", "fix": "%4$s"},
                  {"code": "clock", "level": "ok", "about": "", "what": "it agrees", "why": "so", "fix": ""}]}],
                 "controller": [{"code": "storage.portal", "level": "ok", "about": "", "what": "reached", "why": "so", "fix": ""}]}}
                """.formatted(level, code, what, fix);
    }

    @Test
    void a_doctors_findings_are_a_table_for_each_host_with_what_to_do_below() {
        answer("GET /v1/doctor", 200, examined("problem", "multipath.names", "names differ", "Set it"));
        assertEquals(6, lunette("doctor"), err.toString());
        assertEquals("""
                Host north: problem
                LEVEL    CHECK            FINDING
                problem  multipath.names  names differ
                ok       clock            it agrees

                multipath.names: names differ:
                  because.
                  Fix: Set it

                Controller
                LEVEL  CHECK           FINDING
                ok     storage.portal  reached
                """, out.toString());
    }

    @Test
    void a_doctor_ends_with_0_for_warnings_unless_it_is_to_be_strict() {
        answer("GET /v1/hosts/north/doctor", 200, examined("warning", "abilities.kvm", "slow", "Load kvm"));
        assertEquals(0, lunette("doctor", "north"), err.toString());
        assertEquals(6, lunette("doctor", "north", "--strict"));
        assertEquals(6, lunette("doctor", "north", "--strict", "--json"));
        assertTrue(out.toString().contains("\"level\" : \"warning\""), out.toString());
    }

    @Test
    void luns_of_an_array_are_a_table_that_says_which_can_be_adopted_and_why_not() {
        answer("GET /v1/luns", 200, """
                {"luns": [
                  {"portal": "192.0.2.1:3260", "target": "iqn.a:b", "lun": 1, "vendor": "V", "product": "P", "serial": "S",
                   "wwid": "naa.6", "size_bytes": 10737418240, "adoptable": true, "reason": null, "volume": null},
                  {"portal": "192.0.2.1:3260", "target": "iqn.a:c", "lun": null, "vendor": null, "product": null,
                   "serial": null, "wwid": null, "size_bytes": null, "adoptable": false, "reason": "cannot log in"}]}
                """);
        assertEquals(0, lunette("lun", "discover", "192.0.2.1:3260"), err.toString());
        assertTrue(asked.contains("GET /v1/luns?portal=192.0.2.1%3A3260 "), asked.toString());
        assertEquals("""
                PORTAL          TARGET   LUN  VENDOR  PRODUCT  SERIAL  WWID   SIZE    ADOPTABLE
                192.0.2.1:3260  iqn.a:b  1    V       P        S       naa.6  10 GiB  yes
                192.0.2.1:3260  iqn.a:c  -    -       -        -       -      -       no: cannot log in
                """, out.toString());
    }

    @Test
    void a_lun_is_adopted_at_all_of_its_portals_as_one_to_be_passed_through() {
        answer("POST /v1/luns", 201, """
                {"volume": {"id": "v-2", "name": "ora", "wwid": "naa.6", "size_gib": 10}}
                """);
        assertEquals(
                0,
                lunette(
                        "lun",
                        "adopt",
                        "--portal",
                        "192.0.2.1",
                        "--portal",
                        "192.0.2.2",
                        "--target",
                        "iqn.a:b",
                        "--lun",
                        "1",
                        "--name",
                        "ora",
                        "--shared"),
                err.toString());
        assertEquals("Adopted naa.6 (10 GiB) as volume v-2\n", out.toString());
        assertTrue(
                asked.contains(
                        "POST /v1/luns {\"lun\":{\"portals\":[\"192.0.2.1\",\"192.0.2.2\"],\"target\":\"iqn.a:b\","
                                + "\"lun\":1,\"multiattach\":true,\"bootable\":false,\"name\":\"ora\","
                                + "\"metadata\":{\"hw_scsi_model\":\"virtio-scsi\"}}}"),
                asked.toString());
    }

    @Test
    void an_adopted_volume_is_unmanaged_by_its_name() {
        answer("POST /volume/v3/volumes/v-1/action", 202, "");
        assertEquals(0, lunette("lun", "unmanage", "v-1"), err.toString());
        assertTrue(asked.contains("POST /volume/v3/volumes/v-1/action {\"os-unmanage\":{}}"), asked.toString());
    }

    @Test
    void the_size_that_an_array_gave_a_lun_is_taken_over_by_the_volumes_name() {
        answer("POST /v1/volumes/v-1/refresh", 200, """
                {"volume_id":"v-1","size":12,"size_bytes":11811160576}""");
        assertEquals(0, lunette("lun", "refresh", "v-1"), err.toString());
        assertTrue(out.toString().contains(" has 12 GiB"), out.toString());
        assertTrue(asked.toString().contains("POST /v1/volumes/v-1/refresh"), asked.toString());
    }

    @Test
    void a_backup_is_a_file_that_only_its_owner_can_read() throws IOException {
        answer("GET /v1/backup", 200, "all that the service knows");
        Path file = folder.resolve("backup.db");

        assertEquals(0, lunette("backup", file.toString()), err.toString());

        assertEquals("all that the service knows", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                "Backed up into " + file
                        + "\nIt does not hold the key of its CHAP secrets: keep secrets.key, from the service's state directory,"
                        + " apart from it\n",
                out.toString());
        assertEquals(List.of("backup.db", "clouds.yaml"), files());
    }

    @Test
    void a_file_that_is_there_is_replaced_by_force_alone() throws IOException {
        answer("GET /v1/backup", 200, "new");
        Path file = Files.writeString(folder.resolve("backup.db"), "old");

        assertEquals(1, lunette("backup", file.toString()));
        assertTrue(err.toString().contains("--force"), err.toString());
        assertEquals("old", Files.readString(file));

        assertEquals(0, lunette("backup", "--force", file.toString()), err.toString());
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("backup.db", "clouds.yaml"), files());
    }

    @Test
    void a_backup_that_is_refused_leaves_no_file() throws IOException {
        answer("GET /v1/backup", 403, "{\"error\": {\"message\": \"administrators alone may\"}}");

        assertEquals(1, lunette("backup", folder.resolve("backup.db").toString()));

        assertTrue(err.toString().contains("administrators alone may"), err.toString());
        assertEquals(List.of("clouds.yaml"), files());
    }

    @Test
    void a_backup_that_breaks_off_leaves_no_file_and_an_old_one_as_it_was() throws IOException {
        service.createContext("/v1/backup", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        Path file = Files.writeString(folder.resolve("backup.db"), "old");

        assertEquals(3, lunette("backup", "--force", file.toString()));

        assertEquals("old", Files.readString(file));
        assertEquals(List.of("backup.db", "clouds.yaml"), files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_volume_is_taken_off_by_force_and_the_warning_told() {
        answer("POST /v1/servers/s-1/volumes/v-1/force-detach", 200, """
                {"server_id": "s-1", "volume_id": "v-1", "warning": "the guest still has it"}
                """);
        assertEquals(0, lunette("detach", "--force", "vm1", "v-1"), err.toString());
        assertEquals("Detached lun1 from vm1 by force\nthe guest still has it\n", out.toString());
    }

    private static final String RESERVED = """
            {"generation": 2, "initiators_unknown": %s,
             "registrations": [{"key": "0x00000000000000a1", "holds": true, "initiator": %s, "server": %s}],
             "reservation": {"key": "0x00000000000000a1", "type": 5, "type_name": "write exclusive, registrants only",
               "held_by_all": false, "server": %s}}""";

    @Test
    void reservations_are_told_with_the_servers_that_the_array_names() {
        String server = "{\"id\": \"s-1\", \"name\": \"vm1\"}";
        answer(
                "GET /v1/volumes/v-1/reservations",
                200,
                "{\"reservations\": " + RESERVED.formatted("null", "\"iqn.x:s-1\"", server, server) + "}");
        assertEquals(0, lunette("lun", "reservations", "v-1"), err.toString());
        assertEquals("""
                Reserved by key 0x00000000000000a1 of server vm1 (s-1): write exclusive, registrants only (type 5)
                KEY                 HOLDS  SERVER     INITIATOR
                0x00000000000000a1  yes    vm1 (s-1)  iqn.x:s-1
                """, out.toString());
    }

    @Test
    void whom_the_array_does_not_name_is_unknown() {
        answer(
                "GET /v1/volumes/v-1/reservations",
                200,
                "{\"reservations\": " + RESERVED.formatted("\"it refused\"", "null", "null", "null") + "}");
        assertEquals(0, lunette("lun", "reservations", "v-1"), err.toString());
        assertEquals("""
                Reserved by key 0x00000000000000a1 of server unknown: write exclusive, registrants only (type 5)
                KEY                 HOLDS  SERVER   INITIATOR
                0x00000000000000a1  yes    unknown  unknown
                The array does not tell who has which key: it refused
                """, out.toString());
    }

    @Test
    void reservations_are_cleared_when_it_was_said_that_this_is_meant() {
        String reserved = RESERVED.formatted("null", "null", "null", "null");
        answer("GET /v1/volumes/v-1/reservations", 200, "{\"reservations\": " + reserved + "}");
        answer("POST /v1/volumes/v-1/reservations/clear", 200, """
                {"reservations": {"registrations": [], "reservation": null}, "warning": "s-1 runs"}
                """);
        assertEquals(1, lunette("lun", "clear-reservations", "v-1", "--key", "0xa1"));
        assertTrue(err.toString().contains("0x00000000000000a1  yes"), err.toString());
        assertTrue(err.toString().contains("--yes"), err.toString());
        assertTrue(asked.stream().noneMatch(request -> request.contains("/clear")), asked.toString());

        assertEquals(0, lunette("lun", "clear-reservations", "v-1", "--key", "0xa1", "--force", "--yes"));
        assertEquals("""
                Cleared on the LUN of lun1
                s-1 runs
                Nobody has reserved it.
                Nobody is registered.
                """, out.toString());
        assertTrue(
                asked.contains("POST /v1/volumes/v-1/reservations/clear {\"clear\":{\"key\":\"0xa1\",\"force\":true}}"),
                asked.toString());
    }

    @Test
    void whose_a_registration_is_by_a_recorded_key_is_told_so() {
        String reserved = RESERVED.formatted("\"it refused\"", "null", "{\"id\": \"s-1\", \"name\": \"vm1\"}", "null");
        answer(
                "GET /v1/volumes/v-1/reservations",
                200,
                "{\"reservations\": " + reserved.replace("\"holds\"", "\"known_by\": \"cluster\", \"holds\"") + "}");
        assertEquals(0, lunette("lun", "reservations", "v-1"), err.toString());
        assertTrue(out.toString().contains("yes    vm1 (s-1) by its recorded key  unknown"), out.toString());
    }

    private static final String CLUSTER = """
            {"id": "c-1", "name": "rac", "status": "%s", "fault": null,
             "servers": [{"id": "s-1", "name": "vm1", "key": "0x00000000000000a1", "stage": "in"}],
             "volumes": [{"id": "v-1", "name": "lun1", "wwid": "naa.6", "stage": "in",
               "address": {"controller": 1, "bus": 0, "target": 2, "unit": 0},
               "attachments": [{"server": "s-1", "status": "attached"}, {"server": "s-2", "status": null}]}]}
            """;

    private static final String CLUSTER_TEXT = """
            Cluster  rac (c-1)
            Status   active

            SERVER  NAME  KEY                 STAGE
            s-1     vm1   0x00000000000000a1  in

            VOLUME  NAME  WWID   ADDRESS  STAGE  ON SERVERS
            v-1     lun1  naa.6  1:0:2:0  in     1 of 2; lacking on s-2
            """;

    private static final String SEEN = """
            {"passed": %s, "problems": [%s], "warnings": ["it forgets"], "paths": [
              {"server": {"id": "s-1", "name": "vm1"}, "volume": {"id": "v-1", "name": "lun1"}, "wwid": "naa.6",
               "serial": "1", "size_bytes": 1024, "block_bytes": 512, "registrations": ["0x1"], "strangers": ["0x1"],
               "capabilities": {"types": [{"type": 1}, {"type": 5}], "keeps_through_power_loss": false}}]}
            """;

    @Test
    void a_cluster_is_made_of_servers_volumes_and_keys_and_shown_with_addresses() {
        answer(
                "POST /v1/clusters",
                201,
                "{\"cluster\": " + CLUSTER.formatted("active") + ", \"preflight\": " + SEEN.formatted("true", "")
                        + "}");
        assertEquals(
                0,
                lunette("cluster", "create", "rac", "--server", "vm1", "--volume", "v-1", "--key", "vm1=0xa1"),
                err.toString());
        assertEquals(CLUSTER_TEXT + "Warning: it forgets\n", out.toString());
        assertTrue(
                asked.contains("POST /v1/clusters {\"cluster\":{\"name\":\"rac\",\"servers\":[\"s-1\"],"
                        + "\"volumes\":[\"v-1\"],\"keys\":{\"s-1\":\"0xa1\"},\"allow_registrations\":false}}"),
                asked.toString());
    }

    private void knowCluster() {
        answer("GET /v1/clusters", 200, "{\"clusters\": [" + CLUSTER.formatted("active") + "]}");
    }

    @Test
    void clusters_are_found_by_name_listed_and_shown() {
        knowCluster();
        assertEquals(0, lunette("cluster", "list"), err.toString());
        assertEquals("""
                ID   NAME  STATUS  SERVERS  VOLUMES
                c-1  rac   active  1        1
                """, out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, lunette("cluster", "show", "rac"), err.toString());
        assertEquals(CLUSTER_TEXT, out.toString());
        assertEquals(1, lunette("cluster", "show", "nobody"));
        assertTrue(err.toString().contains("lunette cluster list"), err.toString());
    }

    @Test
    void members_come_and_go_by_name_and_what_is_leaving_is_waited_for() {
        knowCluster();
        answer("POST /v1/clusters/c-1/servers", 200, "{\"cluster\": " + CLUSTER.formatted("active") + "}");
        assertEquals(0, lunette("cluster", "add-server", "rac", "vm1", "--key", "0xb2"), err.toString());
        assertTrue(
                asked.contains("POST /v1/clusters/c-1/servers"
                        + " {\"server\":{\"id\":\"s-1\",\"key\":\"0xb2\",\"allow_registrations\":false}}"),
                asked.toString());
        answer("PUT /v1/clusters/c-1/servers/s-1/key", 200, "{\"cluster\": " + CLUSTER.formatted("active") + "}");
        assertEquals(0, lunette("cluster", "set-key", "rac", "vm1", "none"), err.toString());
        assertTrue(asked.contains("PUT /v1/clusters/c-1/servers/s-1/key {\"key\":null}"), asked.toString());

        answer(
                "DELETE /v1/clusters/c-1/volumes/v-1",
                202,
                "{\"cluster\": " + CLUSTER.formatted("changing") + ", \"warnings\": []}");
        answer("GET /v1/clusters/c-1", 200, "{\"cluster\": " + CLUSTER.formatted("active") + "}");
        out.getBuffer().setLength(0);
        assertEquals(0, lunette("cluster", "remove-volume", "rac", "v-1"), err.toString());
        assertEquals(CLUSTER_TEXT, out.toString());

        answer("DELETE /v1/clusters/c-1", 200, "{\"cluster\": null, \"warnings\": [\"key 0xa1 is left\"]}");
        out.getBuffer().setLength(0);
        assertEquals(0, lunette("cluster", "delete", "rac"), err.toString());
        assertEquals("Cluster rac is gone; its volumes are free.\nWarning: key 0xa1 is left\n", out.toString());
    }

    @Test
    void a_preflight_is_a_table_of_paths_and_fails_where_there_are_problems() {
        answer(
                "POST /v1/clusters/preflight",
                200,
                "{\"preflight\": " + SEEN.formatted("false", "\"0x1 is a stranger\"") + "}");
        assertEquals(5, lunette("cluster", "preflight", "--server", "vm1", "--volume", "v-1"), err.toString());
        assertEquals("""
                SERVER  VOLUME  WWID   BYTES  BLOCK  RESERVATIONS        REGISTERED
                vm1     lun1    naa.6  1024   512    types 1,5, no PTPL  0x1
                Problem: 0x1 is a stranger
                Warning: it forgets
                These servers cannot share these LUNs yet.
                """, out.toString());
        knowCluster();
        answer("POST /v1/clusters/c-1/preflight", 200, "{\"preflight\": " + SEEN.formatted("true", "") + "}");
        assertEquals(0, lunette("cluster", "preflight", "rac"), err.toString());
        assertEquals(1, lunette("cluster", "preflight", "rac", "--server", "vm1"));
    }

    @Test
    void a_refusal_is_told_in_the_words_of_the_service_with_exit_code_1() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 400, """
                {"badRequest": {"code": 400, "message": "volume v-1 cannot be attached as a LUN"}}
                """);
        assertEquals(1, lunette("attach", "vm1", "v-1"));
        assertEquals("lunette: volume v-1 cannot be attached as a LUN\n", err.toString());
    }

    @Test
    void a_volume_that_ends_in_error_fails_the_command() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 200, "{\"volumeAttachment\": {}}");
        answer("GET /volume/v3/volumes/v-1", 200, "{\"volume\": {\"id\": \"v-1\", \"status\": \"error\"}}");
        assertEquals(1, lunette("attach", "vm1", "v-1"));
        assertTrue(err.toString().contains("is error and not in-use"), err.toString());
    }

    @Test
    void a_wrong_password_is_exit_code_4() {
        answer("POST /identity/v3/auth/tokens", 401, "{\"error\": {\"code\": 401, \"message\": \"not you\"}}");
        assertEquals(4, lunette("token"));
        assertEquals("lunette: not you\n", err.toString());
    }

    @Test
    void a_service_that_is_not_there_is_exit_code_3() {
        service.stop(0);
        assertEquals(3, lunette("token"));
        assertTrue(err.toString().contains("Nothing answers at http://127.0.0.1:"), err.toString());
    }

    @Test
    void an_unknown_server_is_exit_code_1() {
        answer("GET /compute/v2.1/servers/vm9", 404, "{}");
        assertEquals(1, lunette("server", "show", "vm9"));
        assertEquals("lunette: There is no server 'vm9'. lunette server list\n", err.toString());
    }

    private static final String OPERATIONS = """
            {"operations": [
              {"id": "req-2", "server": {"id": "s-1", "name": "vm1"}, "action": "attach_volume", "state": "running",
               "started": "2026-11-23T05:00:00.000000Z", "finished": null, "failure": null, "steps": [
                {"does": "expose LUN", "state": "done", "started": "2026-11-23T05:00:00.000000Z",
                 "finished": "2026-11-23T05:00:00.012300Z"},
                {"does": "attach lun", "state": "started", "started": "2026-11-23T05:00:00.012300Z",
                 "finished": null}]},
              {"id": "req-1", "server": {"id": "s-0", "name": null}, "action": "delete", "state": "failed",
               "started": "2026-11-23T04:00:00.500000Z", "finished": "2026-11-23T04:07:03.500000Z",
               "failure": "it would not go", "steps": []}]}
            """;

    @Test
    void operations_are_listed_with_how_far_each_came() {
        answer("GET /v1/operations", 200, OPERATIONS);
        assertEquals(0, lunette("operation", "list", "--server", "vm1", "--running"), err.toString());
        assertEquals("""
                STARTED               TOOK       ACTION         SERVER  STATE    STEPS  ID
                2026-11-23T05:00:00Z  -          attach_volume  vm1     running  1/2    req-2
                2026-11-23T04:00:00Z  7 min 3 s  delete         s-0     failed   0/0    req-1
                """, out.toString());
        assertTrue(asked.contains("GET /v1/operations?limit=50&running=true&server=s-1 "), asked.toString());
    }

    @Test
    void operations_of_a_server_that_is_gone_are_found_by_its_id() {
        String gone = "99999999-9999-4999-8999-999999999999";
        answer("GET /v1/operations", 200, "{\"operations\": []}");
        assertEquals(0, lunette("operation", "list", "--server", gone, "--action", "a b", "--all-projects"));
        assertTrue(
                asked.contains("GET /v1/operations?limit=50&all_tenants=true&action=a%20b&server=" + gone + " "),
                asked.toString());
    }

    @Test
    void an_operation_is_shown_with_its_steps_and_its_failure() {
        answer("GET /v1/operations", 200, OPERATIONS);
        assertEquals(0, lunette("operation", "show", "req-2"), err.toString());
        assertEquals("""
                id        req-2
                action    attach_volume
                server    vm1 (s-1)
                state     running
                started   2026-11-23T05:00:00.000000Z
                finished  -
                took      -

                STEP  AT                TOOK     STATE    WHAT
                1     05:00:00.000000Z  12.3 ms  done     expose LUN
                2     05:00:00.012300Z  -        started  attach lun

                id        req-1
                action    delete
                server    s-0 (gone)
                state     failed
                started   2026-11-23T04:00:00.500000Z
                finished  2026-11-23T04:07:03.500000Z
                took      7 min 3 s
                failure   it would not go
                """, out.toString());
        assertTrue(asked.contains("GET /v1/operations?id=req-2 "), asked.toString());
    }

    @Test
    void an_operation_that_is_not_there_is_exit_code_1() {
        answer("GET /v1/operations", 200, "{\"operations\": []}");
        assertEquals(1, lunette("operation", "show", "req-9"));
        assertEquals("lunette: There is no operation 'req-9'. lunette operation list\n", err.toString());
    }

    private static String planned(String steps, String before, String after) {
        return """
                {"plan": {"work": "attach", "refused": null, "server": {"id": "s-1"}, "steps": [%s], "domain": {
                  "live": {"before": "%2$s", "after": "%3$s"}, "persistent": {"before": "%2$s", "after": "%3$s"}}}}
                """.formatted(steps, before, after);
    }

    @Test
    void a_plan_is_printed_as_steps_and_as_a_diff_of_the_domain() {
        answer("POST /v1/plans", 200, planned("""
                {"number": 1, "does": "attach lun sdb at 1:0:0:0", "undo": "detach disk sdb", "afterwards": false},
                {"number": 2, "does": "detach controller 2", "undo": null, "afterwards": true}
                """, "<devices>\\n</devices>", "<devices>\\n  <disk/>\\n</devices>"));
        assertEquals(0, lunette("plan", "attach", "vm1", "v-1", "--device", "/dev/sdb", "--undo"), err.toString());
        assertEquals("""
                  1. attach lun sdb at 1:0:0:0
                     undo: detach disk sdb
                Afterwards, when the work has been answered:
                  2. detach controller 2

                --- domain, live and persistent, now
                +++ domain, live and persistent, then
                @@ -1,2 +1,3 @@
                 <devices>
                +  <disk/>
                 </devices>
                """, out.toString());
        assertTrue(
                asked.contains("POST /v1/plans {\"plan\":{\"attach\":{\"server\":\"s-1\",\"volume\":\"v-1\","
                        + "\"device\":\"/dev/sdb\"}}}"),
                asked.toString());
    }

    @Test
    void a_plan_that_is_a_refusal_says_what_why_and_how_to_fix_it_with_exit_code_5() {
        answer("POST /v1/plans", 200, """
                {"plan": {"work": "detach", "refused": {"code": "server.root-volume", "status": 403,
                  "what": "it cannot go", "why": "it is the root", "fix": "Delete the server"}}}
                """);
        assertEquals(5, lunette("plan", "detach", "vm1", "v-1"));
        assertEquals("""
                It would be refused (403, server.root-volume).
                what:  it cannot go
                why:   it is the root
                fix:   Delete the server
                """, out.toString());
        out.getBuffer().setLength(0);
        assertEquals(5, lunette("plan", "detach", "vm1", "v-1", "-f", "json"));
        assertTrue(out.toString().startsWith("{"), out.toString());
    }

    @Test
    void a_plan_shows_the_whole_xml_when_asked() {
        answer("POST /v1/plans", 200, planned("", "<domain/>", "<domain>x</domain>"));
        assertEquals(0, lunette("plan", "start", "vm1", "--xml"), err.toString());
        assertTrue(out.toString().contains("<!-- persistent -->\n<domain>x</domain>\n"), out.toString());
    }

    @Test
    void a_plan_that_ends_the_domain_says_so_in_a_sentence() {
        answer("POST /v1/plans", 200, planned("", "<domain/>", ""));
        assertEquals(0, lunette("plan", "delete", "vm1"), err.toString());
        assertTrue(out.toString().endsWith("The domain would be gone.\n"), out.toString());
    }

    @Test
    void a_boot_is_planned_in_the_words_of_nova_boot() {
        answer("GET /compute/v2.1/flavors/small", 404, "{}");
        answer("GET /compute/v2.1/flavors/detail", 200, "{\"flavors\": [{\"id\": \"7\", \"name\": \"small\"}]}");
        answer("GET /compute/v2.1/flavors/7", 200, "{\"flavor\": {\"id\": \"7\"}}");
        answer("POST /v1/plans", 200, planned("", "", "<domain/>"));
        assertEquals(
                0,
                lunette(
                        "plan",
                        "boot",
                        "--flavor",
                        "small",
                        "--nic",
                        "none",
                        "--block-device",
                        "id=v-1,source=volume,dest=volume,bus=scsi,type=lun,bootindex=0",
                        "vm2"),
                err.toString());
        String sent = asked.getLast();
        assertTrue(sent.startsWith("POST /v1/plans {\"plan\":{\"boot\":{\"server\":{\"name\":\"vm2\""), sent);
        for (String part : List.of(
                "\"flavorRef\":\"7\"",
                "\"imageRef\":\"\"",
                "\"networks\":\"none\"",
                "\"uuid\":\"v-1\"",
                "\"device_type\":\"lun\"",
                "\"boot_index\":\"0\"")) {
            assertTrue(sent.contains(part), sent);
        }
    }

    @Test
    void a_block_device_of_an_unknown_key_is_wrong_usage() {
        assertEquals(2, lunette("plan", "boot", "--flavor", "7", "--block-device", "colour=red", "vm2"));
    }

    @Test
    void a_server_is_shown_with_its_scsi_tree() {
        answer("GET /compute/v2.1/servers/vm1", 404, "{}");
        answer("GET /v1/servers/s-1/devices", 200, """
                {"devices": {"scope": "live", "pci": {"kind": "slots", "total": 2, "free": 1}, "disks": [], "controllers": [{"index": 0, "model": "virtio-scsi",
                  "owner": "lunette", "leaving": false, "iothread": null, "queues": null, "addresses": []}]}}
                """);
        assertEquals(0, lunette("server", "show", "vm1"), err.toString());
        assertTrue(out.toString().endsWith("""

                SCSI, as it runs
                └─ controller 0: virtio-scsi, Lunette's, empty
                PCI: 1 of 2 slots are free
                """), out.toString());
    }

    @Test
    void a_server_without_a_domain_is_shown_with_the_reason() {
        answer("GET /v1/servers/s-1/devices", 409, "{\"error\": {\"message\": \"it has no domain\"}}");
        assertEquals(0, lunette("server", "show", "vm1"), err.toString());
        assertTrue(out.toString().contains("devices  it has no domain"), out.toString());
    }

    @Test
    void wrong_usage_is_exit_code_2() {
        assertEquals(2, lunette("attach", "vm1"));
    }

    private int lunette(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--os-cloud";
        all[words.length + 1] = "test";
        CommandLine commands = Main.commands(
                new CloudFinder(
                        Map.of(
                                "OS_CLIENT_CONFIG_FILE",
                                folder.resolve("clouds.yaml").toString()),
                        folder,
                        folder.resolve("elsewhere"),
                        folder.resolve("none")),
                terminal);
        return commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private void answer(String request, int status, String body) {
        answers.put(request, new Prepared(status, body));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
        Prepared answer = answers.getOrDefault(request, new Prepared(404, "{}"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Subject-Token", "t-1");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
