package io.belastbar.compose.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.service.Services;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who watches: each service is scraped, rules are there, and Grafana asks the Prometheus that runs. */
class MonitoringTest {
    private static final ComposeFile FILE = ComposeFile.read();
    private static final JsonNode PROMETHEUS = ComposeFile.yaml("deploy/compose/prometheus.yml");
    private static final JsonNode EXAMPLE = ComposeFile.yaml("deploy/prometheus/prometheus.yml");

    @Test
    void everyServiceIsScrapedAsTheRulesExpectIt() {
        JsonNode job = PROMETHEUS.at("/scrape_configs/0");
        var scraped = new TreeMap<String, String>();
        ComposeFile.elements(job.path("static_configs"))
                .forEach(target -> scraped.put(
                        target.at("/labels/component").asText(),
                        target.at("/targets/0").asText()));

        assertThat(scraped)
                .isEqualTo(Services.all().stream()
                        .collect(Collectors.toMap(
                                service -> service.name(), service -> service.module() + ":" + service.port())));
        for (String same : new String[] {"job_name", "metrics_path", "honor_labels"}) {
            assertThat(job.path(same)).isEqualTo(EXAMPLE.at("/scrape_configs/0").path(same));
        }
    }

    @Test
    void rulesAreThoseOfTheFolder() throws Exception {
        String mount = FILE.at("/services/prometheus/volumes/2").asText();
        String pattern = PROMETHEUS.at("/rule_files/0").asText();

        assertThat(mount).isEqualTo("./deploy/prometheus/rules:/etc/prometheus/rules:ro");
        assertThat(FILE.at("/services/prometheus/command/0").asText())
                .isEqualTo("--config.file=/etc/prometheus/prometheus.yml");
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (var files = Files.list(ComposeFile.ROOT.resolve("deploy/prometheus/rules"))) {
            assertThat(files.filter(file -> matcher.matches(Path.of("rules").resolve(file.getFileName()))))
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void alertsGoToTheAlertmanagerThatRuns() {
        assertThat(PROMETHEUS
                        .at("/alerting/alertmanagers/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("alertmanager:9093");
        assertThat(FILE.at("/services/alertmanager/ports/0").asText()).endsWith(":9093");
    }

    @Test
    void grafanaAsksThisPrometheusAndFindsItsDashboards() {
        JsonNode grafana = FILE.at("/services/grafana");

        assertThat(ComposeFile.yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("${PROMETHEUS_URL}");
        assertThat(grafana.at("/environment/PROMETHEUS_URL").asText()).isEqualTo("http://prometheus:9090");
        assertThat(grafana.at("/volumes/2").asText())
                .isEqualTo("./deploy/grafana/dashboards:"
                        + ComposeFile.yaml("deploy/grafana/provisioning/dashboards/belastbar.yml")
                                .at("/providers/0/options/path")
                                .asText()
                        + ":ro");
    }

    /** A trace goes where the profile's collector listens, and nowhere until somebody asks for it. */
    @Test
    void tracesAreOffUntilTheyAreAskedFor() {
        for (String service : Services.names()) {
            JsonNode environment = FILE.at("/services/" + service + "-service/environment");
            assertThat(environment.path("OTEL_SDK_DISABLED").asText()).isEqualTo("${BELASTBAR_TRACES_DISABLED:-true}");
            assertThat(environment.path("OTEL_EXPORTER_OTLP_ENDPOINT").asText()).isEqualTo("http://jaeger:4318");
        }
        assertThat(FILE.at("/services/jaeger/profiles/0").asText()).isEqualTo("traces");
    }
}
