package io.belastbar.budget.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.Severity;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeFormatTest {

    @Test
    void theBudgetOfTheRequirementsLoadsVerbatim() {
        var budget = Samples.smartbavBudget();

        assertThat(budget.of(SubjectKind.ENDPOINT))
                .extracting(endpoint -> endpoint.subject().name())
                .containsExactly(
                        "POST /api/v1/employees",
                        "POST /api/v2/employees/batch-create",
                        "GET /api/v1/employees",
                        "POST /api/v1/angebote");
        assertThat(budget.of(SubjectKind.QUERY))
                .extracting(
                        query -> query.subject().name(),
                        query -> query.objectives().getFirst().severityOrDefault())
                .containsExactly(
                        tuple("SELECT query on employees", Severity.CRITICAL),
                        tuple("SELECT mit RLS-Filter (40 Mandanten)", Severity.HIGH),
                        tuple("Batch INSERT (1000 records)", Severity.MEDIUM));
        assertThat(budget.objectiveCount()).isEqualTo(24);
    }

    @Test
    void everyPromiseKeepsItsUnitAndSide() {
        var list = Samples.smartbavBudget().subjects().get(2);

        assertThat(list.objectives())
                .extracting(Objective::metric, Objective::limitText)
                .containsExactly(
                        tuple("target_response_time_p50", "≤ 200 ms"),
                        tuple("target_response_time_p95", "≤ 1000 ms"),
                        tuple("target_response_time_p99", "≤ 2000 ms"),
                        tuple("target_throughput", "≥ 500 req/s"),
                        tuple("target_error_rate", "< 0.1%"));
        assertThat(list.testCases()).hasSize(3).last().isEqualTo("10.000 Mitarbeiter (großes Maklerhaus)");
        assertThat(list.notes()).isEqualTo("RLS-Filter darf nicht über Threshold hinausgehen!");
    }

    @Test
    void databasePromisesNameTheirStatements() {
        var database = Samples.smartbavBudget().of(SubjectKind.QUERY).toList();

        assertThat(database)
                .extracting(query -> query.subject().statements().orElseThrow().text())
                .containsExactly(
                        "SELECT statements on employees",
                        "SELECT statements on tables with row-level security",
                        "multi-row INSERT statements");
        assertThat(database.getFirst().objectives())
                .extracting(Objective::metric, Objective::limitText)
                .containsExactly(
                        tuple("target_query_time", "< 100 ms"),
                        tuple("target_index_scan", "index scan"),
                        tuple("target_seq_scan_allowed", "no sequential scan"));
    }

    @Test
    void everyFaultIsReportedWithItsPlace() {
        var errors = errorsOf("""
                endpoints:
                  "GET /api/v1/employees":
                    target_response_time_p95: 100 parsec
                    target_response_time_p42: 100ms
                    target_throughput: < 5 req/sec
                  "employees":
                    target_error_rate: 120%
                database:
                  "SELECT query on employees":
                    target_seq_scan_allowed: maybe
                    budget: "ENORMOUS"
                  "slow things":
                    target_query_time: < 1s
                extras: 1
                """);

        assertThat(errors)
                .extracting(ProblemError::pointer, ProblemError::line)
                .containsExactlyInAnyOrder(
                        tuple("/endpoints/GET ~1api~1v1~1employees/target_response_time_p95", 3),
                        tuple("/endpoints/GET ~1api~1v1~1employees/target_response_time_p42", 4),
                        tuple("/endpoints/GET ~1api~1v1~1employees/target_throughput", 5),
                        tuple("/endpoints/employees", 6),
                        tuple("/endpoints/employees/target_error_rate", 7),
                        tuple("/database/SELECT query on employees/target_seq_scan_allowed", 10),
                        tuple("/database/SELECT query on employees/budget", 11),
                        tuple("/database/slow things", 12),
                        tuple("/extras", 14));
    }

    @Test
    void anUnknownKeyIsNamedWithLineAndColumn() {
        var errors = errorsOf("""
                endpoints:
                  "GET /a":
                    target_reponse_time_p95: 100ms
                """);

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.received()).isEqualTo("target_reponse_time_p95");
            assertThat(error.line()).isEqualTo(3);
            assertThat(error.column()).isEqualTo(5);
        });
    }

    @Test
    void brokenYamlNamesItsLine() {
        var errors = errorsOf("endpoints:\n  \"GET /a\": {\n    target_throughput: 1 req/s\n");

        assertThat(errors).singleElement().satisfies(error -> assertThat(error.line())
                .isGreaterThanOrEqualTo(2));
    }

    @Test
    void aBudgetWithoutTargetsIsRefused() {
        assertThat(errorsOf("endpoints: {}")).singleElement().satisfies(error -> assertThat(error.rule())
                .contains("at least one target"));
    }

    @Test
    void jsonIsABudgetToo() {
        var budget = Samples.budget("{\"endpoints\": {\"GET /a\": {\"target_error_rate\": \"< 1%\"}}}");

        assertThat(budget.objectiveCount()).isEqualTo(1);
    }

    @Test
    void aScanThatIsAllowedDemandsNothing() {
        var budget = Samples.budget("""
                database:
                  "SELECT on a":
                    target_seq_scan_allowed: true
                    target_index_scan: false
                    target_query_time: 5ms
                """);

        assertThat(budget.subjects().getFirst().objectives())
                .extracting(Objective::metric)
                .containsExactly("target_query_time");
    }

    @Test
    void everySectionTakesEveryFigureWithItsThresholds() {
        var budget = Samples.budget("""
                caches:
                  settings-registry: { target_hit_ratio: ">= 70%", warning_hit_ratio: 75%, window: 1h, service: registry }
                pipelines:
                  pr: { target_duration: < 10min, severity: LOW }
                resources:
                  cpu: { critical_utilisation_peak: 95%, warning_utilisation_peak: 80%, baseline_utilisation_peak: 50% }
                dependencies:
                  versicherer-api: { endpoints: ["POST /api/v1/angebote"], slow_above: 2s }
                """);

        assertThat(budget.objectives())
                .extracting(objective -> objective.subject().text(), Objective::metric, Objective::limitText)
                .containsExactly(
                        tuple("registry / settings-registry", "target_hit_ratio", "≥ 70%"),
                        tuple("pr", "target_duration", "< 600 s"),
                        tuple("cpu", "target_utilisation_peak", "≤ 95%"));
        var hits = budget.objectives().findFirst().orElseThrow();
        assertThat(hits.warning().text()).isEqualTo("≥ 75%");
        assertThat(hits.windowOrDefault()).hasHours(1);
        assertThat(budget.dependencies()).singleElement().satisfies(dependency -> assertThat(
                        dependency.slowAbove().millis())
                .isEqualTo(2_000));
    }

    private static List<ProblemError> errorsOf(String yaml) {
        var failure = catchThrowableOfType(InvalidInput.class, () -> Samples.budget(yaml));
        assertThat(failure).as("refused").isNotNull();
        return failure.errors();
    }
}
