package io.belastbar.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus server of Debian's package on loopback, with our rules and services. */
record RealPrometheus(Process process, int port, HttpClient http) implements AutoCloseable {

    /**
     * Scrapes and judges each second.
     *
     * @param rules as they stand there, with what they wait for shortened: minutes would be minutes of a test
     * @param services addresses by component
     */
    static RealPrometheus start(Path folder, int port, List<Path> rules, Map<String, URI> services, Path token)
            throws IOException {
        for (Path rule : rules) {
            Files.writeString(
                    folder.resolve(rule.getFileName()),
                    Files.readString(rule).replaceAll("(?m)^( +for:) .*$", "$1 3s"));
        }
        var names = rules.stream().map(rule -> rule.getFileName().toString()).toList();
        var file = Files.writeString(folder.resolve("prometheus.yml"), configuration(names, services, token));
        var process = new ProcessBuilder(
                        program().toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new RealPrometheus(process, port, HttpClient.newHttpClient());
    }

    /** Where it is installed; elsewhere the test says that it was skipped. */
    static Path program() {
        var program = Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "prometheus is not installed (Debian: apt-get install prometheus)");
        return program.get();
    }

    private static String configuration(List<String> rules, Map<String, URI> services, Path token) {
        var text = new StringBuilder("""
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [ %s ]
                scrape_configs:
                  - job_name: belastbar
                    metrics_path: /q/metrics
                    honor_labels: true
                    authorization: { type: Bearer, credentials_file: "%s" }
                    static_configs:
                """.formatted(String.join(", ", rules), token));
        services.forEach(
                (component, address) -> text.append("      - { targets: [ \"%s\" ], labels: { component: %s } }%n"
                        .formatted(address.getAuthority(), component)));
        return text.toString();
    }

    /** How many series an expression finds; -1 while the server does not answer. */
    int count(String expression) throws InterruptedException {
        try {
            return query(expression).size();
        } catch (IOException notYet) {
            return -1;
        }
    }

    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result");
    }

    /** The rules that the server could not evaluate, as it says. */
    List<String> unhealthyRules() throws IOException, InterruptedException {
        return MonitoringFiles.stream(get("rules").at("/data/groups"))
                .flatMap(group -> MonitoringFiles.stream(group.path("rules")))
                .filter(rule -> rule.path("health").asText().equals("err"))
                .map(rule -> rule.path("name").asText() + ": "
                        + rule.path("lastError").asText())
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
