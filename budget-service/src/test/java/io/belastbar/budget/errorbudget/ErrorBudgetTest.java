package io.belastbar.budget.errorbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBudgetTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final ErrorShare ERRORS = share("target_error_rate: 0.1%, window: 30d");

    @Test
    void aRateAtTheLimitBurnsTheBudgetExactly() {
        var budget = ErrorBudget.of(ERRORS, always(10_000, 10), NOW);

        assertThat(budget.left()).isCloseTo(0, within(1e-9));
        assertThat(rate(budget, "6h")).isCloseTo(1, within(1e-9));
        assertThat(budget.exhaustedAt()).isNull();
    }

    @Test
    void aHighRateSaysWhenTheBudgetIsSpent() {
        // 990,000 good requests three weeks ago; now 10 % of 1,000 fail: 100 of 991 allowed errors are gone.
        var budget = ErrorBudget.of(
                ERRORS,
                window -> window.equals(Duration.ofDays(30))
                        ? new ErrorCounts(991_000, 100, 0)
                        : new ErrorCounts(1_000, 100, 0),
                NOW);

        assertThat(budget.left()).isCloseTo(1 - 100 / 991.0, within(1e-9));
        assertThat(rate(budget, "6h")).isCloseTo(100, within(1e-9));
        assertThat(Duration.between(NOW, budget.exhaustedAt()))
                .isCloseTo(Duration.ofMinutes(388), Duration.ofMinutes(2));
        assertThat(budget.text()).contains("89.9 % of the error budget are left", "at this rate it lasts until");
        assertThat(budget.textGerman()).contains("89,9 % des Fehlerbudgets sind übrig");
    }

    @Test
    void fewRequestsSayNothing() {
        var budget = ErrorBudget.of(ERRORS, always(99, 50), NOW);

        assertThat(budget.left()).isNull();
        assertThat(budget.burnRates())
                .allSatisfy(rate -> assertThat(rate.rate()).isNull());
        assertThat(budget.text()).contains("99 requests are too few");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 20, overspent (−100 %)",
        "1000000, 1001, overspent (−0.1 %)",
        "100000000, 100001, overspent (−0.001 %)",
        "1000000, 999, 0.1 % of the error budget are left",
        "1000000, 1, 99.9 % of the error budget are left",
        "1000000, 0, 100 % of the error budget are left"
    })
    void whatIsLeftIsNeverRoundedOntoNothingOrAll(long requests, double failed, String said) {
        assertThat(ErrorBudget.of(ERRORS, always(requests, failed), NOW).text()).contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "target_success_rate: 99.9%, 0.001",
        "target_success_rate: 99.999%, 0.00001",
        "target_success_rate: 80%, 0.2",
        "target_error_rate: < 0.1%, 0.001"
    })
    void aPromiseLeavesExactlyTheRestToFail(String target, double allowed) {
        assertThat(share(target).allowed()).isEqualTo(allowed);
    }

    @Test
    void whatAllowsNothingToFailHasNoBudget() {
        assertThat(ErrorShare.of(Samples.budget("endpoints: { \"GET /a\": { target_success_rate: 100% } }")
                        .objectives()))
                .isEmpty();
    }

    @Test
    void aBudgetThatIsSpentSaysWhyThePromiseIsKeptNonetheless() {
        var dayIsGood = ErrorBudget.of(
                share("target_error_rate: 0.1%"),
                window -> window.equals(Duration.ofDays(28))
                        ? new ErrorCounts(100_000, 5_000, 0)
                        : new ErrorCounts(1_000, 0, 0),
                NOW);

        assertThat(dayIsGood.window()).isEqualTo("28d");
        assertThat(dayIsGood.judged()).isEqualTo(new ErrorBudget.Judged("1d", 1_000, 0.0, true));
        assertThat(dayIsGood.text())
                .contains("overspent", "the promise itself is judged over 1d and kept there, the budget over 28d");
    }

    @Test
    void aPromiseWithAWindowIsJudgedOverThatOfItsBudget() {
        var budget = ErrorBudget.of(ERRORS, always(10_000, 20), NOW);

        assertThat(budget.judged().over()).isEqualTo(budget.window()).isEqualTo("30d");
        assertThat(budget.judged().kept()).isFalse();
        assertThat(budget.text()).doesNotContain("judged over");
    }

    @Test
    void valuesThatDoNotSayOnHowManyRequestsTheyRestAreNamed() {
        var budget = ErrorBudget.of(ERRORS, window -> new ErrorCounts(2_880, 0, 2_880), NOW);

        assertThat(budget.uncounted()).isEqualTo(2_880);
        assertThat(budget.text())
                .contains("2,880 values do not say on how many requests they rest and count as one each");
        assertThat(budget.textGerman()).contains("2.880 Werte");
    }

    private static Function<Duration, ErrorCounts> always(long requests, double failed) {
        return window -> new ErrorCounts(requests, failed, 0);
    }

    private static Double rate(ErrorBudget budget, String over) {
        return budget.burnRates().stream()
                .filter(rate -> rate.over().equals(over))
                .findFirst()
                .orElseThrow()
                .rate();
    }

    private static ErrorShare share(String target) {
        return ErrorShare.of(Samples.budget("endpoints: { \"GET /a\": { " + target + " } }")
                        .objectives())
                .findFirst()
                .orElseThrow();
    }
}
