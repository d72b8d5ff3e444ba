package io.belastbar.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What stands in {@code deploy/prometheus} and {@code deploy/grafana}. */
public final class MonitoringFiles {

    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    public static final Path PROMETHEUS = ROOT.resolve("deploy/prometheus");
    public static final Path RULES = PROMETHEUS.resolve("rules");
    private static final Path DASHBOARDS = ROOT.resolve("deploy/grafana/dashboards");

    private MonitoringFiles() {}

    /** One rule, an alert or a record, with what Prometheus is told of it. */
    public record Rule(JsonNode node) {
        public boolean isAlert() {
            return node.has("alert");
        }

        public String name() {
            return node.path(isAlert() ? "alert" : "record").asText();
        }

        public String expression() {
            return node.path("expr").asText();
        }

        public String label(String name) {
            return node.path("labels").path(name).asText();
        }

        public String annotation(String name) {
            return node.path("annotations").path(name).asText();
        }

        @Override
        public String toString() {
            return name() + " " + label("severity");
        }
    }

    public static List<Rule> rules() throws IOException {
        return ruleFiles().stream()
                .flatMap(file -> stream(yaml(file).path("groups")))
                .flatMap(group -> stream(group.path("rules")))
                .map(Rule::new)
                .toList();
    }

    public static List<Rule> alerts() throws IOException {
        return rules().stream().filter(Rule::isAlert).toList();
    }

    public static List<Path> ruleFiles() throws IOException {
        return files(RULES, ".yml");
    }

    public static List<Path> tests() throws IOException {
        return files(RULES.resolve("tests"), "-test.yml");
    }

    /** The dashboards by the names of their files. */
    public static Map<String, JsonNode> dashboards() throws IOException {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        for (Path file : files(DASHBOARDS, ".json")) {
            dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
        }
        return dashboards;
    }

    public static List<JsonNode> panels(JsonNode dashboard) {
        return stream(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    public static List<String> queries(JsonNode panel) {
        return stream(panel.path("targets"))
                .map(target -> target.path("expr").asText())
                .toList();
    }

    public static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file.toString(), e);
        }
    }

    public static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
