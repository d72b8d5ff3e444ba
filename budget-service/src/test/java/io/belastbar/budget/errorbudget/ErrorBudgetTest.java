package io.belastbar.budget.errorbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Objective ERRORS = objective("target_error_rate: 0.1%, window: 30d");

    @Test
    void aRateAtTheLimitBurnsTheBudgetExactly() {
        var budget = ErrorBudget.of(ERRORS, List.of(point(1, 0.001, 10_000)), NOW);

        assertThat(budget.left()).isCloseTo(0, within(1e-9));
        assertThat(budget.burnRates().get(2).rate()).isCloseTo(1, within(1e-9));
        assertThat(budget.exhaustedAt()).isNull();
    }

    @Test
    void aHighRateSaysWhenTheBudgetIsSpent() {
        // 990,000 good requests three weeks ago; now 10 % of 1,000 fail: 100 of 991 allowed errors are gone.
        var budget = ErrorBudget.of(ERRORS, List.of(point(500, 0, 990_000), point(1, 0.1, 1_000)), NOW);

        assertThat(budget.left()).isCloseTo(1 - 100 / 991.0, within(1e-9));
        assertThat(budget.burnRates().get(2).rate()).isCloseTo(100, within(1e-9));
        assertThat(Duration.between(NOW, budget.exhaustedAt()))
                .isCloseTo(Duration.ofMinutes(388), Duration.ofMinutes(2));
        assertThat(budget.text()).contains("90 % of the error budget are left", "at this rate it lasts until");
        assertThat(budget.textGerman()).contains("90 % des Fehlerbudgets sind übrig");
    }

    @Test
    void fewRequestsSayNothing() {
        var budget = ErrorBudget.of(ERRORS, List.of(point(1, 0.5, 99)), NOW);

        assertThat(budget.left()).isNull();
        assertThat(budget.burnRates())
                .allSatisfy(rate -> assertThat(rate.rate()).isNull());
        assertThat(budget.text()).contains("99 requests are too few");
    }

    @Test
    void anOverspentBudgetIsNegative() {
        var budget = ErrorBudget.of(ERRORS, List.of(point(1, 0.002, 10_000)), NOW);

        assertThat(budget.left()).isCloseTo(-1, within(1e-9));
        assertThat(budget.text()).contains("overspent");
    }

    @Test
    void aSuccessRateLeavesTheRestToFail() {
        assertThat(ErrorBudget.allowed(objective("target_success_rate: 99.9%"))).isCloseTo(0.001, within(1e-9));
    }

    @Test
    void valuesBeforeTheWindowDoNotCount() {
        var budget = ErrorBudget.of(ERRORS, List.of(point(31 * 24, 1, 10_000), point(1, 0, 200)), NOW);

        assertThat(budget.left()).isEqualTo(1);
    }

    private static Objective objective(String target) {
        return Samples.budget("endpoints: { \"GET /a\": { " + target + " } }")
                .objectives()
                .findFirst()
                .orElseThrow();
    }

    private static SeriesPoint point(int hoursAgo, double value, long samples) {
        return new SeriesPoint(NOW.minus(Duration.ofHours(hoursAgo)), value, samples, SeriesPoint.RUN, "run", Map.of());
    }
}
