package io.belastbar.monitoring.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.monitoring.Installed;
import io.belastbar.monitoring.MonitoringFiles;
import io.belastbar.running.RunningPlatform;
import io.belastbar.service.Services;
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
import java.util.concurrent.TimeUnit;

/** A Prometheus server of Debian's package on loopback, with our rules and services. */
record RealPrometheus(Process process, int port, HttpClient http) implements AutoCloseable {

    /** In seconds. The alerts wait for six scrapes: one that a busy machine answers late is no service that is gone. */
    private static final int INTERVAL = 5;

    private static final int PATIENCE = 6 * INTERVAL;

    /**
     * Scrapes and judges every few seconds.
     *
     * @param rules as they stand there, with what they wait for shortened: minutes would be minutes of a test
     * @param jobs what is scraped
     * @param alertmanager its port
     */
    static RealPrometheus start(Path folder, int port, List<Path> rules, String jobs, int alertmanager)
            throws IOException {
        for (Path rule : rules) {
            Files.writeString(
                    folder.resolve(rule.getFileName()),
                    Files.readString(rule).replaceAll("(?m)^( +for:) .*$", "$1 " + PATIENCE + "s"));
        }
        var names = rules.stream().map(rule -> rule.getFileName().toString()).toList();
        var file = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: %1$ds, scrape_timeout: %1$ds, evaluation_interval: 1s }
                rule_files: [ %2$s ]
                alerting: { alertmanagers: [ { static_configs: [ { targets: [ "127.0.0.1:%3$d" ] } ] } ] }
                scrape_configs:
                %4$s
                """.formatted(
                        INTERVAL, String.join(", ", names), alertmanager, jobs));
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

    static Path program() {
        return Installed.program("prometheus", "prometheus");
    }

    /** The five services as {@code prometheus.yml} of deploy scrapes them. */
    static String services(RunningPlatform platform, Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), platform.tokens().getProperty("viewer"));
        var text = new StringBuilder("""
                  - job_name: belastbar
                    metrics_path: /q/metrics
                    honor_labels: true
                    authorization: { type: Bearer, credentials_file: "%s" }
                    static_configs:
                """.formatted(token));
        Services.names()
                .forEach(name -> text.append("      - { targets: [ \"%s\" ], labels: { component: %s } }%n"
                        .formatted(authority(platform, name), name)));
        return text.toString();
    }

    /** A system, under its id. */
    static String system(RunningPlatform platform, String system) {
        return """
                  - job_name: %1$s
                    metrics_path: /q/metrics
                    static_configs: [ { targets: [ "%2$s" ] } ]
                """.formatted(system, authority(platform, system));
    }

    private static String authority(RunningPlatform platform, String name) {
        return URI.create(platform.connection().getProperty("belastbar.url." + name))
                .getAuthority();
    }

    /** How many series an expression finds; -1 while the server does not answer. */
    int count(String expression) throws InterruptedException {
        try {
            return query(expression).size();
        } catch (IOException notYet) {
            return -1;
        }
    }

    /** Whether each of so many targets of the platform was scraped so often; the rules were held against them as often. */
    boolean hasScraped(int targets, int times) throws InterruptedException {
        return count("count_over_time(up{job=\"belastbar\"}[1h]) >= " + times) == targets;
    }

    /** The alerts that have fired within the last hour, with their labels. */
    List<String> fired() throws IOException, InterruptedException {
        return MonitoringFiles.stream(query("max_over_time(ALERTS{alertstate=\"firing\"}[1h])"))
                .map(series -> series.path("metric").toString())
                .toList();
    }

    /** Whether a panel of the expression would draw anything: NaN is drawn as nothing. */
    boolean showsANumber(String expression) throws IOException, InterruptedException {
        return MonitoringFiles.stream(query(expression))
                .anyMatch(series -> !series.at("/value/1").asText().equals("NaN"));
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

    List<String> metricNames() throws IOException, InterruptedException {
        return MonitoringFiles.stream(get("label/__name__/values").path("data"))
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
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
