package io.belastbar.monitoring.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.monitoring.MonitoringFiles;
import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the running services with our rules, and a real Alertmanager tells whom our routes name: no alert
 * fires while all is well, one fires when a service is killed, and it resolves.
 */
@Tag("proof")
class RealAlertIT {

    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final String GONE =
            "ALERTS{alertname=\"BelastbarServiceGone\",component=\"capacity\",alertstate=\"firing\"}";

    /** A service is away for longer than the alert waits. */
    private static final String RESTART_AFTER = "90";

    private static final int QUIET_SCRAPES = 9;

    @TempDir
    Path folder;

    @Test
    void anAlertFiresWhenAServiceIsKilledAndResolvesWhenItIsBack() throws Exception {
        RealPrometheus.program();
        RealAlertmanager.program();
        Path home = folder.resolve("home");
        int ports = CommandLine.freeBasePort();
        var launcher = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.toString(), "--base-port", "" + ports),
                List.of("--no-training", "--no-sample", "--restart-after", RESTART_AFTER));
        try {
            Waiting.until(LIMIT, () -> launcher.output().contains("Ready after"), launcher::output);
            var platform = RunningPlatform.of(home);
            try (var alertmanager = RealAlertmanager.start(folder, ports + 38);
                    var prometheus = RealPrometheus.start(
                            folder,
                            ports + 39,
                            MonitoringFiles.ruleFiles(),
                            RealPrometheus.services(platform, folder),
                            ports + 38)) {
                Waiting.until(LIMIT, () -> prometheus.hasScraped(5, QUIET_SCRAPES), launcher::output);
                assertThat(prometheus.fired()).isEmpty();

                CommandLine.childOf(home.resolve("run/capacity.pid"))
                        .orElseThrow()
                        .destroyForcibly();

                Waiting.until(LIMIT, () -> prometheus.count(GONE) == 1, launcher::output);
                awaitTold(alertmanager, "firing");
                Waiting.until(LIMIT, () -> prometheus.count(GONE) == 0, launcher::output);
                awaitTold(alertmanager, "resolved");
                assertThat(prometheus.fired()).singleElement().asString().contains("BelastbarServiceGone", "capacity");
                assertThat(prometheus.unhealthyRules()).isEmpty();
            }
        } finally {
            launcher.interrupt();
        }
    }

    /** What is critical wakes whoever is on duty, and the role that it is of knows too; nobody else. */
    private static void awaitTold(RealAlertmanager alertmanager, String state) throws Exception {
        var expected = Stream.of("on-duty", "devops")
                .map(who -> who + " " + state + " BelastbarServiceGone capacity")
                .toList();
        Waiting.until(LIMIT, () -> alertmanager.told().containsAll(expected), () -> alertmanager
                .told()
                .toString());
        assertThat(Set.copyOf(alertmanager.told()))
                .filteredOn(line -> line.contains(" " + state + " "))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
