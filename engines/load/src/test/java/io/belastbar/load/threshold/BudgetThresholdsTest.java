package io.belastbar.load.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.BudgetThresholds.Objective;
import io.belastbar.load.threshold.BudgetThresholds.Reason;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetThresholdsTest {

    @Test
    void promisesAboutCalledEndpointsBecomeThresholds() throws Exception {
        String budget = """
                {"system":"smartbav","version":3,"endpoints":[
                  {"endpoint":"GET /api/v1/employees","objectives":[
                    {"metric":"target_response_time_p50","limit":"≤ 100 ms"},
                    {"metric":"target_response_time_p999","limit":"< 1500.5 ms"},
                    {"metric":"target_response_time_p99","limit":"≤ 90 s"},
                    {"metric":"target_throughput","limit":"≥ 1000 req/s"},
                    {"metric":"target_error_rate","limit":"< 0.1%"},
                    {"metric":"target_happiness","limit":"≥ 5 smiles"}]},
                  {"endpoint":"DELETE /x","objectives":[{"metric":"target_error_rate","limit":"≤ 1%"}]}],
                 "database":[{"subject":"q","objectives":[{"metric":"target_time","limit":"≤ 5 ms"}]}]}
                """;

        BudgetThresholds found = BudgetThresholds.of(
                new ObjectMapper().readTree(budget),
                List.of(new StepInfo("list", "GET /api/v1/employees", "GET_employees")));

        assertThat(found.thresholds())
                .extracting(Threshold::name)
                .containsExactly(
                        "GET /api/v1/employees: p(50)<=100",
                        "GET /api/v1/employees: p(99.9)<1500.5",
                        "GET /api/v1/employees: p(99)<=90000",
                        "GET /api/v1/employees: throughput>=1000/s",
                        "GET /api/v1/employees: rate<0.001");
        assertThat(found.thresholds()).extracting(Threshold::origin).containsOnly(Threshold.Origin.BUDGET);
        assertThat(found.notCovered())
                .containsExactly(
                        new NotCovered(
                                new Objective("GET /api/v1/employees", "target_happiness", "≥ 5 smiles"),
                                Reason.KIND_NOT_KNOWN),
                        new NotCovered(
                                new Objective("DELETE /x", "target_error_rate", "≤ 1%"), Reason.ENDPOINT_NOT_CALLED));
    }

    @Test
    void aPromiseAboutAllEndpointsIsOneAboutTheWholeRun() {
        BudgetThresholds found = BudgetThresholds.of(
                List.of(new Objective("*", "target_response_time_p95", "≤ 500 ms")),
                List.of(new StepInfo("list", "GET /a", "a")));

        assertThat(found.thresholds()).extracting(Threshold::name).containsExactly("p(95)<=500");
        assertThat(found.notCovered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"p50,p(50)<=1", "p999,p(99.9)<=1", "p9999,p(99.99)<=1", "p100,p(100)<=1"})
    void aPercentileIsReadByItsDigits(String percentile, String expression) {
        BudgetThresholds found = BudgetThresholds.of(
                List.of(new Objective("*", "target_response_time_" + percentile, "≤ 1 ms")),
                List.of(new StepInfo("list", "GET /a", "a")));

        assertThat(found.thresholds()).extracting(Threshold::expression).containsExactly(expression);
    }

    @Test
    void whatIsInformationalIsNoThreshold() {
        assertThat(of(BUDGET, BudgetScope.ALL).thresholds())
                .extracting(Threshold::name)
                .containsExactly("GET /api/v1/employees: rate<=0.01");
    }

    @Test
    void whatARunDoesNotShowIsMissing() {
        var reasons = reasons(BudgetScope.ALL);

        assertThat(reasons)
                .containsOnly(
                        Map.entry("GET /other", Reason.ENDPOINT_NOT_CALLED),
                        Map.entry("/needed", Reason.REQUIRED_NOT_CALLED),
                        Map.entry("GET /elsewhere", Reason.ENDPOINT_NOT_CALLED));
        assertThat(reasons.values()).allMatch(Reason::isMissing);
    }

    @Test
    void whatNoScenarioCallsMayBeMisspelt() {
        assertThat(reasons(new BudgetScope(List.of(), List.of("GET /api/v1/employees", "POST /needed"), null)))
                .containsOnly(
                        Map.entry("GET /other", Reason.ENDPOINT_UNNAMED),
                        Map.entry("/needed", Reason.REQUIRED_NOT_CALLED),
                        Map.entry("GET /elsewhere", Reason.ENDPOINT_UNNAMED));
    }

    @Test
    void aScenarioThatSaysWhatItCoversMissesNothingElse() {
        var reasons = reasons(new BudgetScope(List.of("GET /api/*"), List.of("GET /x"), "default"));

        assertThat(reasons)
                .containsOnly(
                        Map.entry("GET /other", Reason.NOT_OF_THIS_SCENARIO),
                        Map.entry("/needed", Reason.NOT_OF_THIS_SCENARIO),
                        Map.entry("GET /elsewhere", Reason.NOT_OF_THIS_TESTBED));
        assertThat(reasons.values()).noneMatch(Reason::isMissing);
    }

    private static final String BUDGET = """
            {"endpoints": [
              {"endpoint": "GET /api/v1/employees", "objectives": [
                {"metric": "target_response_time_p95", "limit": "≤ 1 ms", "terms": {"informational": true}},
                {"metric": "target_error_rate", "limit": "≤ 1%"}]},
              {"endpoint": "GET /other", "objectives": [{"metric": "target_error_rate", "limit": "≤ 1%"}]},
              {"endpoint": "/needed", "objectives": [
                {"metric": "target_throughput", "limit": "≥ 500 req/min", "terms": {"required": true}}]},
              {"endpoint": "GET /elsewhere", "objectives": [
                {"metric": "target_error_rate", "limit": "≤ 1%", "terms": {"testbeds": ["production"]}}]}]}
            """;

    private static Map<String, Reason> reasons(BudgetScope scope) {
        return of(BUDGET, scope).notCovered().stream()
                .collect(Collectors.toMap(each -> each.objective().endpoint(), NotCovered::reason));
    }

    private static BudgetThresholds of(String budget, BudgetScope scope) {
        try {
            return BudgetThresholds.of(
                    scope.beside(new ObjectMapper().readTree(budget)),
                    List.of(new StepInfo("list", "GET /api/v1/employees", "GET_employees")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
