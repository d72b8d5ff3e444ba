package io.belastbar.running;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Talks to a running platform as anybody could who may read its connection file. */
public record RunningPlatform(Path home, Properties connection, Properties tokens, HttpClient http) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static RunningPlatform of(Path home) throws IOException {
        return new RunningPlatform(
                home,
                load(home.resolve("run/connection.properties")),
                load(home.resolve("run/tokens.properties")),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    public HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
        return http.send(request(service, path, "viewer").GET().build(), BodyHandlers.ofString());
    }

    public JsonNode json(String service, String path) throws IOException, InterruptedException {
        return JSON.readTree(get(service, path).body());
    }

    public HttpResponse<String> post(String service, String path, String json)
            throws IOException, InterruptedException {
        return send("engineer", "POST", service, path, json);
    }

    /** @param principal whose token it is, for example {@code operator} */
    public HttpResponse<String> send(String principal, String method, String service, String path, String json)
            throws IOException, InterruptedException {
        var request = request(service, path, principal)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    public static JsonNode parse(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** Returns the run's id. */
    public String startRun(String system, String scenario) throws IOException, InterruptedException {
        var response =
                post("loadtest", "/api/v1/systems/" + system + "/test-runs", "{\"scenario\":\"" + scenario + "\"}");
        if (response.statusCode() != 202) {
            throw new AssertionError("run not started: " + response.statusCode() + " " + response.body());
        }
        String location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Requests that loadtest-service has finished so far, from its metrics. */
    public double requestsFinished() throws IOException, InterruptedException {
        return metric("loadtest", "belastbar_loadtest_requests_total");
    }

    /** Users of the runs that loadtest-service executes now; 0 when there is none. */
    public double virtualUsers() throws IOException, InterruptedException {
        return metric("loadtest", "belastbar_loadtest_virtual_users");
    }

    /** The port of a server of the infrastructure, from the connection file. */
    public int port(String server) {
        var address = Pattern.compile(":(\\d+)(/|$)").matcher(connection.getProperty("belastbar." + server + ".url"));
        if (!address.find()) {
            throw new IllegalStateException("no port of " + server);
        }
        return Integer.parseInt(address.group(1));
    }

    /** What a Kafka client needs to read this platform's topics, as the user that a service is. */
    public Map<String, Object> kafka(String service) throws IOException {
        var settings = new HashMap<String, Object>();
        for (Properties file : List.of(connection, load(home.resolve("run/" + service + ".properties")))) {
            file.stringPropertyNames().stream()
                    .filter(name -> name.startsWith("kafka."))
                    .forEach(name -> settings.put(name.substring("kafka.".length()), file.getProperty(name)));
        }
        return settings;
    }

    /** The sum over all labels of a metric; 0 when there is none of the name. */
    public double metric(String service, String name) throws IOException, InterruptedException {
        return get(service, "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Null while the run has none, or while nobody can tell. */
    public String verdictOf(String runId) throws IOException, InterruptedException {
        var response = get("loadtest", "/api/v1/test-runs/" + runId);
        if (response.statusCode() != 200) {
            return null;
        }
        JsonNode run = JSON.readTree(response.body());
        return run.hasNonNull("verdict") ? run.get("verdict").asText() : null;
    }

    private HttpRequest.Builder request(String service, String path, String principal) {
        return HttpRequest.newBuilder(URI.create(connection.getProperty("belastbar.url." + service) + path))
                .timeout(Duration.ofSeconds(60))
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
