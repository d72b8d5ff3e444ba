package io.belastbar.budget.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.PerformanceBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetExportTest {

    @Test
    void endpointsBecomeK6Thresholds() {
        assertThat(K6Thresholds.of(Samples.smartbavBudget()))
                .containsEntry("http_req_failed{endpoint:POST /api/v1/angebote}", List.of("rate<0.01"))
                .containsEntry(
                        "http_req_duration{endpoint:GET /api/v1/employees}",
                        List.of("p(50)<=200", "p(95)<=1000", "p(99)<=2000"))
                .containsEntry("http_reqs{endpoint:GET /api/v1/employees}", List.of("rate>=500"));
    }

    @Test
    void rulesAreYamlWithBurnRatesForErrorRates() throws IOException {
        var rules = new YAMLMapper().readTree(PrometheusRules.of("smartbav", Samples.smartbavBudget()));

        var first = rules.path("groups").path(0).path("rules");
        assertThat(first).hasSize(10 + 4 * 3);
        assertThat(first).anySatisfy(rule -> assertThat(rule.path("expr").asText())
                .contains("histogram_quantile(0.95", "method=\"GET\",uri=\"/api/v1/employees\"", "> 1.0"));
        assertThat(first)
                .anySatisfy(rule -> assertThat(rule.path("expr").asText()).contains("[1h]", "[5m]", "> 0.0144"));
    }

    @Test
    void promtoolAcceptsTheRules(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(installed("promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
        var rules = Files.writeString(folder.resolve("rules.yml"), PrometheusRules.of("smartbav", everything()));

        var check = new ProcessBuilder("promtool", "check", "rules", rules.toString())
                .redirectErrorStream(true)
                .start();

        var said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    private static PerformanceBudget everything() {
        return Samples.smartbavBudget().and(Samples.budget("""
                endpoints: { "*": { target_success_rate: 99.9%, target_response_time_p95: 1s, critical_response_time_p95: 2s } }
                """));
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
