package io.belastbar.local.ha;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Tells the fault proxy which addresses lead where, by Toxiproxy's API. */
record ProxyClient(URI api) {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /** Where a proxy listens and where it leads, both as ports on loopback. */
    record Leg(int listen, int upstream) {}

    boolean answers() throws InterruptedException {
        try {
            return send("GET", "/version", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Makes those that are missing, and leaves alone those that are as they should be. */
    void populate(Map<String, Leg> legs) throws IOException, InterruptedException {
        var list = JSON.createArrayNode();
        legs.forEach((name, leg) -> list.addObject()
                .put("name", name)
                .put("listen", address(leg.listen()))
                .put("upstream", address(leg.upstream()))
                .put("enabled", true));
        expect(201, send("POST", "/populate", list.toString()));
    }

    /** Its connections end, and new ones lead there; whether it is enabled, and its toxics, stay as they are. */
    void lead(String name, int upstream) throws IOException, InterruptedException {
        var change = JSON.createObjectNode().put("upstream", address(upstream));
        expect(200, send("POST", "/proxies/" + name, change.toString()));
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException("the fault proxy answered %d: %s".formatted(response.statusCode(), response.body()));
        }
    }

    private static String address(int port) {
        return "127.0.0.1:" + port;
    }
}
