package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import io.belastbar.service.Services;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the running services with our rules: an alert fires when one is killed, and resolves. */
@Tag("slow")
class RealAlertIT {

    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final String GONE =
            "ALERTS{alertname=\"BelastbarServiceGone\",component=\"capacity\",alertstate=\"firing\"}";

    @TempDir
    Path folder;

    @Test
    void anAlertFiresWhenAServiceIsKilledAndResolvesWhenItIsBack() throws Exception {
        RealPrometheus.program();
        Path home = folder.resolve("home");
        int ports = CommandLine.freeBasePort();
        var launcher = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.toString(), "--base-port", "" + ports),
                List.of("--no-training", "--no-sample", "--restart-after", "15"));
        try {
            Waiting.until(LIMIT, () -> launcher.output().contains("Ready after"), launcher::output);
            var platform = RunningPlatform.of(home);
            var token =
                    Files.writeString(folder.resolve("token"), platform.tokens().getProperty("viewer"));
            try (var prometheus =
                    RealPrometheus.start(folder, ports + 9, MonitoringFiles.ruleFiles(), addresses(platform), token)) {
                Waiting.until(LIMIT, () -> prometheus.count("up == 1") == 5, launcher::output);
                assertEveryMetricOfOursIsThere(prometheus);

                CommandLine.childOf(home.resolve("run/capacity.pid"))
                        .orElseThrow()
                        .destroyForcibly();

                Waiting.until(LIMIT, () -> prometheus.count(GONE) == 1, launcher::output);
                assertThat(prometheus.count("ALERTS{alertname=\"BelastbarServiceGone\",component!=\"capacity\"}"))
                        .isZero();
                Waiting.until(LIMIT, () -> prometheus.count(GONE) == 0, launcher::output);
                assertThat(prometheus.count("up == 1")).isEqualTo(5);
                assertThat(prometheus.unhealthyRules()).isEmpty();
            }
        } finally {
            launcher.interrupt();
        }
    }

    private static Map<String, URI> addresses(RunningPlatform platform) {
        Map<String, URI> addresses = new TreeMap<>();
        Services.names()
                .forEach(name ->
                        addresses.put(name, URI.create(platform.connection().getProperty("belastbar.url." + name))));
        return addresses;
    }

    /** What begins with its first event, or is of the sample, is left out: it may not be there yet. */
    private static void assertEveryMetricOfOursIsThere(RealPrometheus prometheus) throws Exception {
        var later = "belastbar_(breaker_|capacity_limit_days|capacity_analysis|series_value|loadtest_latency).*";
        var wanted = new TreeSet<String>();
        for (var rule : MonitoringFiles.alerts()) {
            new Query(rule.expression())
                    .metrics().stream()
                            .filter(metric -> metric.startsWith("belastbar_") && !metric.matches(later))
                            .forEach(wanted::add);
        }
        for (String metric : wanted) {
            Waiting.until(LIMIT, () -> prometheus.count(metric) > 0, () -> metric + " is not scraped");
        }
    }
}
