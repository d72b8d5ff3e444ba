package io.belastbar.budget.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.budget.Samples;
import io.belastbar.budget.diff.BudgetDiff;
import io.belastbar.budget.diff.BudgetDiff.Difference;
import io.belastbar.budget.diff.BudgetDiff.Kind;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"<= +10 %", "≤ +10%", "<=+10.0 %"})
    void aSignTellsAChangeFromAShare(String limit) {
        var budget = Samples.budget(errorRate("target_error_rate: \"" + limit + "\""));

        assertThat(budget.objectives()).isEmpty();
        assertThat(budget.objectiveCount()).isEqualTo(1);
        assertThat(budget.relative())
                .extracting(RelativePromise::metric, promise -> promise.limit().text())
                .containsExactly(tuple("target_error_rate", "≤ baseline +10 %"));
        assertThat(Samples.budget(errorRate("target_error_rate: \"<= 10 %\"")).objectives())
                .extracting(Objective::limitText)
                .containsExactly("≤ 10%");
    }

    @Test
    void whatTheEntrySaysOfAllItsFiguresHoldsForARelativeOneToo() {
        var promise = Samples.budget("""
                        artefacts:
                          bundle:
                            target_size: "<= +5 %"
                            baseline_size: 2 MB
                            required_size: true
                            severity: CRITICAL
                            window: 7d
                        """).relative().findFirst().orElseThrow();

        assertThat(promise.baseline().text()).isEqualTo("2 MB");
        assertThat(promise.severity()).hasToString("CRITICAL");
        assertThat(promise.window()).hasDays(7);
        assertThat(promise.terms().required()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+10 %",
                "< +10 %",
                ">= +10 %",
                "<= -100 %",
                "<= +1001 %",
                "<= + %",
                "<= +1e9 %",
                "<= ++10 %",
            })
    void whatIsNoChangeIsRefusedWithItsLine(String limit) {
        assertThat(faults(errorRate("target_error_rate: \"" + limit + "\"")))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(3);
                    assertThat(error.received()).isEqualTo(limit);
                });
    }

    @Test
    void whatMoreIsBetterOfIsWrittenTheOtherWay() {
        assertThat(faults("caches:\n  c:\n    target_hit_ratio: \"<= +5 %\""))
                .singleElement()
                .extracting(ProblemError::rule)
                .isEqualTo("this objective is kept by reaching it: write it with >=, as in >= -5 %");
    }

    @Test
    void onlyATargetIsRelativeAndItStandsAlone() {
        assertThat(faults(errorRate("target_error_rate: 1%\n    warning_error_rate: \"<= +5 %\"")))
                .extracting(ProblemError::line)
                .containsExactly(4);
        assertThat(faults(errorRate("target_error_rate: \"<= +5 %\"\n    critical_error_rate: 5%")))
                .extracting(ProblemError::line)
                .containsExactly(4);
    }

    @Test
    void aDiffSaysWhichIsHarderToKeep() {
        assertThat(diff("target_error_rate: \"<= +10 %\"", "target_error_rate: \"<= +5 %\""))
                .containsExactly(new Difference(
                        Kind.STRICTER,
                        "GET /a",
                        "target_error_rate",
                        "≤ baseline +10 %, HIGH",
                        "≤ baseline +5 %, HIGH"));
        assertThat(diff("target_throughput: \">= -5 %\"", "target_throughput: \">= -10 %\""))
                .extracting(Difference::kind)
                .containsExactly(Kind.LOOSER);
        assertThat(diff("target_error_rate: 1%", "target_error_rate: \"<= +5 %\""))
                .extracting(Difference::kind)
                .containsExactly(Kind.REMOVED, Kind.ADDED);
    }

    private static List<Difference> diff(String from, String to) {
        return BudgetDiff.between(Samples.budget(errorRate(from)), Samples.budget(errorRate(to)))
                .changes();
    }

    private static String errorRate(String targets) {
        return "endpoints:\n  GET /a:\n    " + targets;
    }

    private static List<ProblemError> faults(String document) {
        return catchThrowableOfType(InvalidInput.class, () -> Samples.budget(document))
                .errors();
    }
}
