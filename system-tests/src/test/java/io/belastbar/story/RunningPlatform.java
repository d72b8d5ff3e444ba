package io.belastbar.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** Talks to a running platform as anybody could who may read its connection file. */
record RunningPlatform(Properties connection, Properties tokens, HttpClient http) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RunningPlatform of(Path home) throws IOException {
        return new RunningPlatform(
                load(home.resolve("run/connection.properties")),
                load(home.resolve("run/tokens.properties")),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
        return http.send(request(service, path, "viewer").GET().build(), BodyHandlers.ofString());
    }

    JsonNode json(String service, String path) throws IOException, InterruptedException {
        return JSON.readTree(get(service, path).body());
    }

    /** Returns the run's id. */
    String startRun(String system, String scenario) throws IOException, InterruptedException {
        var request = request("loadtest", "/api/v1/systems/" + system + "/test-runs", "engineer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"scenario\":\"" + scenario + "\"}"))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw new AssertionError("run not started: " + response.statusCode() + " " + response.body());
        }
        String location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Requests that loadtest-service has finished so far, from its metrics. */
    double requestsFinished() throws IOException, InterruptedException {
        return get("loadtest", "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("belastbar_loadtest_requests_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Null while the run has none, or while nobody can tell. */
    String verdictOf(String runId) throws IOException, InterruptedException {
        var response = get("loadtest", "/api/v1/test-runs/" + runId);
        if (response.statusCode() != 200) {
            return null;
        }
        JsonNode run = JSON.readTree(response.body());
        return run.hasNonNull("verdict") ? run.get("verdict").asText() : null;
    }

    private HttpRequest.Builder request(String service, String path, String principal) {
        return HttpRequest.newBuilder(URI.create(connection.getProperty("belastbar.url." + service) + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + tokens.getProperty(principal));
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
