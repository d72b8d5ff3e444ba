package io.belastbar.kubernetes.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts of a cluster are those of {@code deploy/prometheus/rules}, word for word. */
class PrometheusRulesTest {
    private static final Path RULES =
            Manifests.ROOT.resolve("../prometheus/rules").normalize();
    private static final String FILE = "base/monitoring/rules.yaml";

    /** Makes the file anew instead of comparing it. */
    private static final boolean WRITE = Boolean.getBoolean("manifests.write");

    /** The operator puts rules into ConfigMaps, of half a megabyte each, and never splits one. */
    private static final int SIZE_MAX = 512 * 1024;

    @Test
    void theyAreThoseOfTheRulesFolder() throws IOException {
        var made = made();
        if (WRITE) {
            Files.writeString(Manifests.ROOT.resolve(FILE), made);
        }

        assertThat(Manifests.text(FILE))
                .as(FILE + " is made again by: mvn -pl deploy/kubernetes/check test -Dtest=PrometheusRulesTest"
                        + " -Dmanifests.write=true")
                .isEqualTo(made);
    }

    @Test
    void theOperatorFindsAndTakesThem() {
        var rules = Manifests.read(FILE, Manifests.text(FILE)).toList();

        assertThat(rules).hasSizeGreaterThan(1).allSatisfy(rule -> {
            assertThat(rule.at("/metadata/labels").path("prometheus").asText()).isEqualTo("k8s");
            assertThat(rule.at("/metadata/labels").path("role").asText()).isEqualTo("alert-rules");
            assertThat(rule.at("/spec").toString()).hasSizeLessThan(SIZE_MAX);
        });
        assertThat(rules.stream()
                        .flatMap(rule -> Manifest.elements(rule.at("/spec/groups")))
                        .map(group -> group.path("name").asText()))
                .doesNotHaveDuplicates();
    }

    private static String made() throws IOException {
        try (var files = Files.list(RULES)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            var objects = new StringBuilder(
                    "# Made of deploy/prometheus/rules by PrometheusRulesTest: an alert is changed there.\n");
            for (Path file : sorted) {
                objects.append(objects.indexOf("kind:") < 0 ? "" : "---\n").append(object(file));
            }
            return objects.toString();
        }
    }

    private static String object(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".yml", "");
        String indented = Files.readString(file)
                .lines()
                .map(line -> line.isBlank() ? "" : "  " + line)
                .collect(Collectors.joining("\n"));
        return """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: belastbar-%s
                  labels:
                    # What kube-prometheus looks for; of another Prometheus, its ruleSelector's.
                    prometheus: k8s
                    role: alert-rules
                spec:
                %s
                """.formatted(name, indented);
    }
}
