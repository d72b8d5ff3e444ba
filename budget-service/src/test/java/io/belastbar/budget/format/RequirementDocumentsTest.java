package io.belastbar.budget.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.InvalidInput;
import io.belastbar.quantity.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of the source systems, as they stand. */
class RequirementDocumentsTest {

    @Test
    void theBaselinesOfAktienanalyseKeepTheirUnits() throws IOException {
        var budget = Samples.budget(baselines());

        assertThat(budget.objectives())
                .extracting(
                        objective -> objective.subject().text(),
                        Objective::metric,
                        Objective::limitText,
                        this::baseline)
                .contains(
                        tuple(
                                "aktienanalyse_core / portfolio_calculation",
                                "target_response_time_p95",
                                "≤ 500 ms",
                                "450 ms"),
                        tuple("aktienanalyse_core / /api/portfolios", "target_response_time_p95", "≤ 200 ms", "180 ms"),
                        tuple("aktienanalyse_core / *", "target_throughput_sustained", "≥ 500 req/s", "420 req/s"),
                        tuple("aktienanalyse_core / concurrent_users", "target_count_peak", "≤ 100", "75"),
                        tuple("aktienanalyse_core / cpu", "target_utilisation_peak", "≤ 80%", "70%"),
                        tuple("aktienanalyse_core / memory", "target_size_avg", "≤ 512 MB", "450 MB"),
                        tuple("aktienanalyse_core / database_connections", "target_count_peak", "≤ 25", "20"),
                        tuple(
                                "aktienanalyse_broker / api_calls",
                                "target_throughput_sustained",
                                "≥ 5 req/s",
                                "280 req/min"),
                        tuple("aktienanalyse_broker / requests", "target_success_rate", "≥ 98.5%", "97.8%"),
                        tuple("aktienanalyse_broker / retry", "target_success_rate", "≥ 95%", "94.2%"),
                        tuple(
                                "aktienanalyse_events / processing_latency",
                                "target_response_time_p99",
                                "≤ 200 ms",
                                "180 ms"),
                        tuple("aktienanalyse_events / queue_lag", "target_lag_avg", "≤ 100 ms", "85 ms"),
                        tuple("aktienanalyse_events / events", "target_throughput_peak", "≥ 5000 req/s", "4200 req/s"),
                        tuple("aktienanalyse_events / message_size", "target_size_peak", "≤ 1.024 kB", "950 B"),
                        tuple("database_performance / connection_pool", "target_count_avg", "≤ 15", "12"),
                        tuple("database_performance / portfolio_queries", "target_query_time_p95", "≤ 50 ms", "45 ms"),
                        tuple(
                                "database_performance / materialized_view_refresh",
                                "target_duration",
                                "≤ 30000 ms",
                                "28000 ms"),
                        tuple("database_performance / index_efficiency", "target_hit_ratio", "≥ 99%", "98.5%"),
                        tuple("redis_performance / portfolio_data", "target_hit_ratio", "≥ 85%", "82%"),
                        tuple("redis_performance / memory", "target_utilisation", "≤ 70%", "65%"),
                        tuple("redis_performance / get_operations", "target_response_time_p95", "≤ 1 ms", "0.8 ms"));
        // Every number that is called a target, and none twice.
        var targets = Files.readString(example("aktienanalyse/belastbar/performance_baselines.yaml"))
                .lines()
                .filter(line -> line.strip().matches("target(_\\w+)?:.*"))
                .count();
        assertThat(budget.objectives()).hasSize((int) targets).doesNotHaveDuplicates();
    }

    @Test
    void theDocstringOfThePythonModuleIsNamedWithItsLine() throws IOException {
        var withDocstring = Files.readString(example("aktienanalyse/belastbar/performance_baselines.yaml"));

        var refused = catchThrowableOfType(InvalidInput.class, () -> Samples.budget(withDocstring));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.received()).contains("Performance Baseline-Definitionen");
        });
    }

    @Test
    void aTaskListIsNamedWithItsLine() {
        var refused =
                catchThrowableOfType(InvalidInput.class, () -> Samples.budget("endpoints:\n  - [ ] measure them\n"));

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.line())
                .isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Targets\n- **API Response Time**: P95 < 500ms\n",
                "@dataclass\nclass Kpis:\n    cpu_usage_max: float = 70.0\n",
            })
    void otherFormsAreForTheCommandLine(String document) {
        assertThatThrownBy(() -> Samples.budget(document)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aBaselineWithoutMeaningIsNotDroppedSilently() {
        var refused = catchThrowableOfType(
                InvalidInput.class,
                () -> Samples.budget("performance_baselines: { core: { mood: { target_smiles: 5 } } }"));

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.received())
                .isEqualTo("mood/target_smiles"));
    }

    @Test
    void theKpisOfKeikoAreReadFromTheirPythonClass() throws IOException {
        var budget = budget("kpis.yml");

        assertThat(budget.objectives())
                .extracting(objective -> objective.subject().text(), Objective::metric, Objective::limitText)
                .containsExactlyInAnyOrder(
                        tuple("*", "target_response_time_p95", "≤ 200 ms"),
                        tuple("*", "target_response_time_p99", "≤ 500 ms"),
                        tuple("*", "target_throughput", "≥ 1000 req/s"),
                        tuple("tasks", "target_throughput", "≥ 500 req/min"),
                        tuple("cpu", "target_utilisation", "≤ 70%"),
                        tuple("memory", "target_utilisation", "≤ 80%"),
                        tuple("database_connections", "target_utilisation", "≤ 80%"),
                        tuple("*", "target_error_rate", "≤ 0.1%"),
                        tuple("tasks", "target_error_rate", "≤ 1%"));
    }

    @Test
    void theTargetsAndAlertsOfWattosAreReadFromTheirPage() throws IOException {
        var budget = budget("targets.yml");

        assertThat(budget.objectives())
                .extracting(
                        objective -> objective.subject().kind().name(),
                        Objective::metric,
                        Objective::limitText,
                        objective -> objective.critical() == null
                                ? null
                                : objective.critical().text())
                .containsExactlyInAnyOrder(
                        tuple("ENDPOINT", "target_response_time_p95", "< 500 ms", "≤ 1000 ms"),
                        tuple("QUERY", "target_query_time_p95", "< 100 ms", null),
                        tuple("CACHE", "target_hit_ratio", "> 80%", "≥ 70%"),
                        tuple("ENDPOINT", "target_throughput", "> 100 req/s", null),
                        tuple("ENDPOINT", "target_error_rate", "≤ 5%", "≤ 5%"),
                        tuple("RESOURCE", "target_utilisation", "< 100%", "< 100%"));
    }

    @Test
    void theGoalsOfFreshplanAreReadFromTheirReport() throws IOException {
        var budget = budget("goals.yml");

        assertThat(budget.objectives())
                .extracting(
                        objective -> objective.subject().kind().name(),
                        objective -> objective.subject().name(),
                        Objective::metric,
                        Objective::limitText)
                .containsExactlyInAnyOrder(
                        tuple("OPERATION", "CQRS Light Foundation", "target_response_time_p95", "< 200 ms"),
                        tuple(
                                "OPERATION",
                                "CQRS Light Foundation: Event Publishing",
                                "target_response_time_p95",
                                "< 200 ms"),
                        tuple(
                                "OPERATION",
                                "CQRS Light Foundation: Event Queries",
                                "target_response_time_p95",
                                "< 100 ms"),
                        tuple("OPERATION", "Security Performance", "target_response_time_p95", "< 100 ms"),
                        tuple(
                                "OPERATION",
                                "Security Performance: Authentication checks",
                                "target_response_time_p95",
                                "< 50 ms"),
                        tuple(
                                "OPERATION",
                                "Security Performance: Authorization (ABAC)",
                                "target_response_time_p95",
                                "< 30 ms"),
                        tuple("OPERATION", "Settings Registry mit ETag", "target_response_time_p95", "< 50 ms"),
                        tuple("CACHE", "Settings Registry mit ETag", "target_hit_ratio", "≥ 70%"),
                        tuple(
                                "OPERATION",
                                "Settings Registry mit ETag: 304 responses",
                                "target_response_time_p95",
                                "< 20 ms"),
                        tuple("PIPELINE", "pr", "target_duration", "< 600 s"),
                        tuple("PIPELINE", "nightly", "target_duration", "≤ 1800 s"),
                        tuple("ARTEFACT", "initial-bundle", "target_size", "< 200 kB"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "performance_baselines: {}||at least one thing",
                "performance_baselines: { a: { response_times: { b: { target_p97: 5 } } } }|1|does not say what is meant",
                "performance_baselines: { a: { response_times: { b: { targt_p95: 5 } } } }|1|a number is a target_",
                "performance_baselines: { a: { response_times: { b: { target_p95: 5, current_p95: fast } } } }|1|a duration is",
            })
    void whatIsNotUnderstoodIsToldWithItsLine(String document, Integer line, String rule) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> Samples.budget(document));

        assertThat(refused).isNotNull();
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.rule()).contains(rule);
        });
    }

    private String baseline(Objective objective) {
        Quantity baseline = objective.baseline();
        return baseline == null ? null : baseline.text();
    }

    /** The example as the command line sends it: without what is no YAML. */
    private static String baselines() throws IOException {
        return Files.readString(example("aktienanalyse/belastbar/performance_baselines.yaml"))
                .replace("\"\"\"Performance", "# \"\"\"Performance");
    }

    private static PerformanceBudget budget(String file) throws IOException {
        return Samples.budget(Files.readString(converted(file)));
    }

    /** What the command line makes of a document; a test beside it holds it to that. */
    private static Path converted(String file) {
        return Path.of("../deploy/local/src/test/resources/convert").resolve(file);
    }

    private static Path example(String file) {
        return Path.of("../examples").resolve(file);
    }
}
