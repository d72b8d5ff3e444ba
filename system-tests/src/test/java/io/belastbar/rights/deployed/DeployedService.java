package io.belastbar.rights.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.rights.Rendered;
import io.belastbar.service.ListedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A packaged service with the environment of its manifests: its Job first, which migrates and ends, then its Deployment. */
final class DeployedService extends EmbeddedServer {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Duration READY_LIMIT = Duration.ofSeconds(240);
    private static final int STARTS_MAX = 3;
    private static final int TROUBLES = 5;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ListedService service;
    private final Map<String, String> secrets;
    private final Map<String, String> here;

    /**
     * @param secrets by {@code secret/key}
     * @param here what is elsewhere in a cluster: the variables with these names have these values
     */
    DeployedService(
            ListedService service, Path folder, int port, Map<String, String> secrets, Map<String, String> here) {
        super(service.module(), folder.resolve(service.module()), port);
        this.service = service;
        this.secrets = secrets;
        this.here = here;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        launch("TERM", command(), environment(Rendered.one("Job", service.name() + "-migrations")));
        if (awaitEnd() != 0) {
            throw new IOException("the Job of " + service.name() + " failed:\n" + log());
        }
        startDeployment(1);
    }

    /** One that ends is started again, as a cluster does: on a machine without time it may give up waiting for PostgreSQL. */
    private void startDeployment(int starts) throws IOException, InterruptedException {
        launch("TERM", command(), environment(Rendered.one("Deployment", service.module())));
        try {
            awaitReady(READY_LIMIT, () -> health("ready") == 200);
        } catch (IOException ended) {
            if (starts == STARTS_MAX) {
                throw ended;
            }
            kill();
            startDeployment(starts + 1);
        }
    }

    /** All that its processes have said. */
    String log() throws IOException {
        return Files.readString(beside(".log"));
    }

    /** The last of what it has warned of. */
    String troubles() throws IOException {
        var troubles = log().lines()
                .filter(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\""))
                .toList();
        return String.join("\n", troubles.subList(Math.max(0, troubles.size() - TROUBLES), troubles.size()));
    }

    /** The status of one of Kubernetes' probes; 0 while nobody answers. */
    int health(String probe) {
        try {
            return ask(HttpRequest.newBuilder(url("/q/health/" + probe)).GET()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** The sum over all labels; no number while nobody answers. */
    double metric(String name) {
        try {
            return ask(HttpRequest.newBuilder(url("/q/metrics")).GET())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException notYet) {
            return Double.NaN;
        }
    }

    HttpResponse<String> post(String path, String json) throws IOException {
        return ask(HttpRequest.newBuilder(url(path))
                .header("Authorization", "Bearer " + secrets.get("belastbar-service-token/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + service.heapMegabytes() + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Path jar = ROOT.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private Map<String, String> environment(JsonNode workload) {
        var variables = new HashMap<String, String>();
        Rendered.elements(workload.at("/spec/template/spec/containers/0/env")).forEach(variable -> {
            String name = variable.path("name").asText();
            variables.put(name, here.containsKey(name) ? here.get(name) : value(variable));
        });
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", "" + port());
        // One Redis, no Sentinel; nobody who issues tokens.
        variables.keySet().removeIf(name -> name.startsWith("QUARKUS_REDIS_"));
        variables.put("OIDC_ENABLED", "false");
        return variables;
    }

    private String value(JsonNode variable) {
        if (variable.has("value")) {
            return variable.path("value").asText();
        }
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        String key =
                reference.path("name").asText() + "/" + reference.path("key").asText();
        if (!secrets.containsKey(key)) {
            throw new IllegalStateException(service.name() + " asks for a secret that nobody makes: " + key);
        }
        return secrets.get(key);
    }
}
