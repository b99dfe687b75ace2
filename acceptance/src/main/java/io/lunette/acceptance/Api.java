package io.lunette.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** Speaks to a Lunette as any client does, on a connection that is kept. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration GONE = Duration.ofSeconds(30);

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    private Api(String url, String user, String password, String project) {
        this.url = url;
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","domain":{"id":"default"},
                "password":"%s"}}},"scope":{"project":{"name":"%s","domain":{"id":"default"}}}}}""".formatted(user, password, project);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url + "/identity/v3/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        this.token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    public static Api as(String url, String user, String password, String project) {
        return new Api(url, user, password, project);
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    public JsonNode post(String path, String body) {
        return json(send(request(path).POST(BodyPublishers.ofString(body)).build()));
    }

    public void delete(String path) {
        json(send(request(path).DELETE().build()));
    }

    /** What was answered, a refusal too. */
    public record Answer(int status, String body) {}

    public Answer tryPost(String path, String body) {
        HttpResponse<String> answer =
                sendAny(request(path).POST(BodyPublishers.ofString(body)).build());
        return new Answer(answer.statusCode(), answer.body());
    }

    public Answer tryDelete(String path) {
        HttpResponse<String> answer = sendAny(request(path).DELETE().build());
        return new Answer(answer.statusCode(), answer.body());
    }

    public int status(String path) {
        return sendAny(request(path).GET().build()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("X-Auth-Token", token)
                .header("OpenStack-API-Version", path.startsWith("/compute") ? "compute 2.89" : "volume 3.70")
                .header("Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> answer = sendAny(request);
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(request + " -> " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private HttpResponse<String> sendAny(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public JsonNode await(String path, Predicate<JsonNode> ready) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        JsonNode last = get(path);
        while (!ready.test(last)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain: " + path + " is " + last);
            }
            pause();
            last = get(path);
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    // The verbs, from the request to the moment the outcome can be seen.

    public String volume(String name, long sizeGiB, boolean passthrough) {
        String metadata = passthrough ? "{\"hw_scsi_model\":\"virtio-scsi\"}" : "{}";
        String id = post(
                        "/volume/v3/volumes",
                        "{\"volume\":{\"name\":\"%s\",\"size\":%d,\"metadata\":%s}}".formatted(name, sizeGiB, metadata))
                .at("/volume/id")
                .asText();
        awaitVolume(id, "available");
        return id;
    }

    /** An empty passthrough volume that a server may be booted from; its firmware then finds nothing and waits. */
    public String rootVolume(String name) {
        String id = volume(name, 1, true);
        post("/volume/v3/volumes/" + id + "/action", "{\"os-set_bootable\":{\"bootable\":true}}");
        return id;
    }

    public void awaitVolume(String id, String status) {
        await(
                "/volume/v3/volumes/" + id,
                body -> body.at("/volume/status").asText().equals(status));
    }

    /** Asks for an attachment, and says what came of the request. */
    public Answer tryAttach(String server, String volume) {
        return tryPost(
                "/compute/v2.1/servers/" + server + "/os-volume_attachments",
                "{\"volumeAttachment\":{\"volumeId\":\"" + volume + "\"}}");
    }

    public Answer tryExtend(String volume, long sizeGiB) {
        return tryPost("/volume/v3/volumes/" + volume + "/action", "{\"os-extend\":{\"new_size\":" + sizeGiB + "}}");
    }

    public void attach(String server, String volume) {
        attachAndAnswer(server, volume);
        awaitVolume(volume, "in-use");
    }

    /** Returns when the service has said that the volume is attached. */
    public void attachAndAnswer(String server, String volume) {
        Answer answer = tryAttach(server, volume);
        if (answer.status() >= 400) {
            throw new IllegalStateException(answer.toString());
        }
    }

    public void detach(String server, String volume) {
        delete("/compute/v2.1/servers/" + server + "/os-volume_attachments/" + volume);
        awaitVolume(volume, "available");
    }

    /** The id of the flavor of this name. */
    public String flavor(String name) {
        for (JsonNode flavor : get("/compute/v2.1/flavors").path("flavors")) {
            if (flavor.path("name").asText().equals(name)) {
                return flavor.path("id").asText();
            }
        }
        throw new IllegalStateException("no flavor " + name);
    }

    /** A server that boots from a passthrough volume; its id. */
    public String server(String name, String flavor, String rootVolume) {
        return server(name, flavor, rootVolume, "");
    }

    /** The same in an availability zone. */
    public String server(String name, String flavor, String rootVolume, String zone) {
        String id = post("/compute/v2.1/servers", """
                        {"server":{"name":"%s","flavorRef":"%s","imageRef":"","networks":"none",%s
                        "block_device_mapping_v2":[{"uuid":"%s","source_type":"volume","destination_type":"volume",
                        "disk_bus":"scsi","device_type":"lun","boot_index":"0"}]}}""".formatted(
                        name, flavor, zone.isEmpty() ? "" : "\"availability_zone\":\"" + zone + "\",", rootVolume))
                .at("/server/id")
                .asText();
        awaitServer(id);
        return id;
    }

    /** Deletes a server, and returns when it is gone. */
    public void removeServer(String id) {
        delete("/compute/v2.1/servers/" + id);
        Waiting.untilTrue("server " + id + " to be gone", GONE, () -> status("/compute/v2.1/servers/" + id) == 404);
    }

    public void awaitServer(String id) {
        await("/compute/v2.1/servers/" + id, body -> {
            String status = body.at("/server/status").asText();
            if (status.equals("ERROR")) {
                throw new IllegalStateException(body.toString());
            }
            return status.equals("ACTIVE");
        });
    }
}
