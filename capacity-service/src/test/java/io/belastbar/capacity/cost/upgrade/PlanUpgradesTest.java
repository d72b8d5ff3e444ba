package io.belastbar.capacity.cost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceListParser;
import io.belastbar.capacity.cost.upgrade.UpgradeStep.Urgency;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.projection.ChosenMethod;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.forecasting.Trend.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanUpgradesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PRICES = """
            prices:
              currency: EUR
              base_monthly: 2500
              limit_reached_cost: 20000
              steps:
                - { name: middle, kind: machine, provides: { storage: 500 GB }, monthly: 4000, lead_time: 14d }
                - { name: small, kind: machine, provides: { storage: 200 GB }, monthly: 10 }
                - { name: pooling, kind: replica, relieves: [connection_count], monthly: 100, one_off: 900, lead_time: 30d }
            """;

    @Test
    void theLatestSafeDayIsP10LessTheLeadTime() {
        var plan = plan(PRICES, storage(100, 120, 140));

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("middle");
            assertThat(step.monthly()).isEqualByComparingTo("1500");
            assertThat(step.latestSafe()).isEqualTo(LocalDate.of(2026, 1, 1).plusDays(86));
            assertThat(step.urgency()).isEqualTo(Urgency.NOW);
        });
    }

    @Test
    void regretIsTheMonthsThatWereNotNeededAndTheProbabilityOfBeingLate() {
        var regret = plan(PRICES, storage(100, 120, 140)).steps().getFirst().regret();

        assertThat(regret.missedNow()).isCloseTo(0.1 * 14 / 100, within(1e-9));
        assertThat(regret.missedLater()).isCloseTo(0.1 + 0.4 * 5 / 20, within(1e-9));
        double earlyNow = area(14, 100, 0.014, 0.1)
                + area(100, 120, 0.1, 0.5)
                + area(120, 140, 0.5, 0.9)
                + area(140, 145, 0.9, 1);
        assertThat(regret.earlyNow().doubleValue()).isCloseTo(earlyNow / Regret.DAYS_A_MONTH * 1500, within(0.01));
        assertThat(regret.now()).isEqualByComparingTo(regret.earlyNow().add(new java.math.BigDecimal("280.00")));
        assertThat(regret.later()).isEqualByComparingTo(regret.earlyLater().add(new java.math.BigDecimal("4000.00")));
        double even = (regret.earlyNow().doubleValue() - regret.earlyLater().doubleValue()) / (0.2 - 0.014);
        assertThat(regret.breakEven().doubleValue()).isCloseTo(even, within(0.01));
    }

    @Test
    void whatIsFarAwayWaitsAndWhatHasPassedIsOverdue() {
        assertThat(plan(PRICES, storage(500, 600, 700)).steps().getFirst().urgency())
                .isEqualTo(Urgency.LATER);
        assertThat(plan(PRICES, storage(10, 20, 30)).steps().getFirst().urgency())
                .isEqualTo(Urgency.OVERDUE);
        var reached = new ProjectedLimit(
                limit("database.size", 300, "GB"), Status.REACHED, NOW.minus(Duration.ofDays(3)), null, null, null);
        assertThat(plan(PRICES, projection(reached)).steps()).singleElement().satisfies(step -> {
            assertThat(step.urgency()).isEqualTo(Urgency.OVERDUE);
            assertThat(step.regret().missedNow()).isEqualTo(1);
            assertThat(step.regret().earlyNow()).isEqualByComparingTo("0");
            assertThat(step.regret().breakEven()).isNull();
        });
    }

    @Test
    void aStepThatRelievesAMetricIsFoundByAnyOfItsNames() {
        var limit = new ProjectedLimit(
                limit("database.connections.active", 150, ""), Status.EXPECTED, null, in(60), in(90), null);

        var step = plan(PRICES, projection(limit)).steps().getFirst();

        assertThat(step.step()).isEqualTo("pooling");
        assertThat(step.p90()).isNull();
        assertThat(step.regret().missedLater()).isBetween(0.5, 0.9);
    }

    @Test
    void withoutPricesTheActionStandsAloneAndAMonthIsAssumed() {
        var plan = new PlanUpgrades(Optional.empty(), NOW, ZoneOffset.UTC).of("s", List.of(storage(100, 120, 140)));

        assertThat(plan.currency()).isNull();
        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isNull();
            assertThat(step.regret()).isNull();
            assertThat(step.action()).isEqualTo("do it");
            assertThat(step.latestSafe()).isEqualTo(LocalDate.of(2026, 1, 1).plusDays(70));
        });
    }

    @Test
    void withoutAPenaltyTheBreakEvenIsNamedInItsPlace() {
        var regret = plan(PRICES.replace("  limit_reached_cost: 20000\n", ""), storage(100, 120, 140))
                .steps()
                .getFirst()
                .regret();

        assertThat(regret.now()).isNull();
        assertThat(regret.breakEven()).isPositive();
    }

    @Test
    void limitsThatAreNotReachedAreNamedAndTheWorstLimitOfAMetricCounts() {
        var far = new ProjectedLimit(limit("database.size", 300, "GB"), Status.NOT_WITHIN, null, null, null, null);
        var warning = new ProjectedLimit(
                new MetricLimit("database.size", 200, "GB", false, Severity.WARNING, null, "x"),
                Status.EXPECTED,
                null,
                in(5),
                in(6),
                in(7));

        var plan = plan(PRICES, projection(warning, far));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notWithin()).containsExactly("database.size");
        assertThat(plan(PRICES, projection(warning)).steps()).hasSize(1);
        assertThat(plan(PRICES, projection()).notWithin()).isEmpty();
    }

    @Test
    void theProbabilityNeverFallsWhateverThePercentiles() {
        for (int p90 : new int[] {0, 50, 400}) {
            var limit = new LimitDay(
                    new ProjectedLimit(limit("m", 1, ""), Status.EXPECTED, null, in(0), in(0), in(p90)), NOW, in(400));
            double before = 0;
            for (int day = 0; day < 900; day += 7) {
                double at = limit.reachedBy(day);
                assertThat(at).isBetween(before, 1.0);
                assertThat(limit.daysBetween(day)).isNotNegative().isFinite();
                before = at;
            }
        }
    }

    private static double area(double from, double to, double low, double high) {
        return (to - from) * (1 - (low + high) / 2);
    }

    private static UpgradePlan plan(String prices, Projection projection) {
        PriceList list = PriceListParser.parse(prices);
        return new PlanUpgrades(Optional.of(list), NOW, ZoneOffset.UTC).of("s", List.of(projection));
    }

    private static Projection storage(int p10, int p50, int p90) {
        return projection(new ProjectedLimit(
                limit("database.size", 300, "GB"), Status.EXPECTED, null, in(p10), in(p50), in(p90)));
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static MetricLimit limit(String metric, double value, String unit) {
        return new MetricLimit(metric, value, unit, false, Severity.CRITICAL, "do it", "forecasts.yml line 9");
    }

    private static Projection projection(ProjectedLimit... limits) {
        return new Projection(
                "s",
                limits.length == 0 ? "m" : limits[0].limit().metric(),
                "GB",
                NOW,
                NOW.minus(Duration.ofDays(90)),
                in(730),
                new Projection.Reading(NOW, 250),
                new ChosenMethod("theta", 5, 4, 0.8, 1.0, NOW),
                1,
                Direction.DEGRADING,
                List.of(limits),
                List.of(),
                List.of());
    }
}
