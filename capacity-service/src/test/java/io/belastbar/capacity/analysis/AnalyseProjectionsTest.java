package io.belastbar.capacity.analysis;

import static io.belastbar.capacity.projection.SampleProjection.NOW;
import static io.belastbar.capacity.projection.SampleProjection.expected;
import static io.belastbar.capacity.projection.SampleProjection.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.analysis.CapacityAnalysis.Recommendation;
import io.belastbar.capacity.analysis.rule.AnalysisRules;
import io.belastbar.capacity.cost.price.PriceListParser;
import io.belastbar.capacity.cost.purchase.StepForLimit;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.SampleProjection;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.forecasting.Trend.Direction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnalyseProjectionsTest {
    private static final AnalysisOrder ORDER =
            new AnalysisOrder(new UUID(0, 1), "shop", NOW, AnalysisOrder.SCHEDULE, NOW);

    private static final String PRICES = """
            prices:
              currency: CHF
              base_monthly: 500
              steps:
                - { name: Storage 400 GB, kind: machine, provides: { storage: 400 GB }, monthly: 550 }
                - { name: Storage 1 TB, kind: machine, provides: { storage: 1 TB }, monthly: 900, one_off: 1500 }
                - { name: Read replica, kind: replica, relieves: [query_latency_p95], monthly: 600 }
            """;

    @Test
    void theFiguresOfTheRequirementsAreAnswered() {
        CapacityAnalysis analysis = analyse(disk(300, 2), latency(150, 1));

        assertThat(analysis.timestamp()).isEqualTo(NOW);
        assertThat(analysis.diskSpace().current()).isEqualTo(300);
        assertThat(analysis.diskSpace().growthPerDay()).isEqualTo(2);
        assertThat(analysis.diskSpace().projectedInNDays())
                .containsEntry(30, 360.0)
                .containsEntry(90, 480.0);
        assertThat(analysis.queryLatency().trend()).isEqualTo(Direction.DEGRADING);
        assertThat(analysis.queryLatency().projectedP95In90Days()).isEqualTo(240);
        assertThat(analysis.connections()).isNull();
    }

    @Test
    void theMeanOfTheDayStandsBesideTheMost() {
        Projection disk = SampleProjection.at(disk(300, 2), new Projection.Reading(NOW, 300, 280.5));
        Projection latency = SampleProjection.at(latency(150, 1), new Projection.Reading(NOW, 150, 90.0));

        CapacityAnalysis analysis = analyse(disk, latency);

        assertThat(analysis.diskSpace().current()).isEqualTo(300);
        assertThat(analysis.diskSpace().currentMean()).isEqualTo(280.5);
        assertThat(analysis.diskSpace().with(45, 390).currentMean()).isEqualTo(280.5);
        assertThat(analysis.queryLatency().currentMean()).isEqualTo(90);
        // Of one that was projected before the mean was kept.
        assertThat(analyse(disk(300, 2)).diskSpace().currentMean()).isNull();
    }

    @Test
    void aDiskAboveEightyPercentOfItsLimitInNinetyDaysIsRecommendedAndOneAtEightyIsNot() {
        assertThat(analyse(disk(310.1, 1)).recommendations()).singleElement().satisfies(one -> {
            assertThat(one.priority()).hasToString("HIGH");
            assertThat(one.action()).isEqualTo("Plan Storage Upgrade");
            assertThat(one.timeline()).isEqualTo("60-90 days");
            assertThat(one.estimatedCost()).isEqualTo(5000);
            assertThat(one.reason().english())
                    .isEqualTo("database.size is expected at 400 GB in 90 days, above 80 % of its limit of 500 GB.");
            assertThat(one.german().timeline()).isEqualTo("60-90 Tage");
        });
        assertThat(analyse(disk(310, 1)).recommendations()).isEmpty();
    }

    @Test
    void aLatencyAboveHalfASecondInNinetyDaysIsRecommendedInWhateverUnitItIsMeasured() {
        assertThat(analyse(latency(411, 1)).recommendations())
                .extracting(Recommendation::action, Recommendation::timeline, Recommendation::estimatedCost)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "Implement Read Replicas or Database Sharding", "Immediately", 3000.0));
        assertThat(analyse(SampleProjection.of("query_latency_p95", "s", 0.411, 0.001))
                        .recommendations())
                .hasSize(1);
        assertThat(analyse(latency(410, 1)).recommendations()).isEmpty();
    }

    @Test
    void aDiskInPercentIsFullAtAHundred() {
        assertThat(analyse(SampleProjection.of("system.disk.utilization", "percent", 70, 0.2))
                        .recommendations())
                .hasSize(1);
    }

    @Test
    void withoutALimitNoShareOfItIsBroken() {
        CapacityAnalysis analysis = analyse(SampleProjection.of("system.disk.used", "GB", 400, 9));

        assertThat(analysis.recommendations()).isEmpty();
        assertThat(analysis.diskSpace().limit()).isNull();
    }

    @Test
    void theLimitThatIsReachedFirstStandsFirstAndOnesThatAreNotStandLast() {
        Projection far = SampleProjection.of("a", "ms", 1, 1, expected(limit("a", 9, "ms", null), 100, 120, 140));
        Projection never = SampleProjection.of(
                "b",
                "ms",
                1,
                0,
                new io.belastbar.capacity.projection.ProjectedLimit(
                        limit("b", 9, "ms", null),
                        io.belastbar.capacity.projection.ProjectedLimit.Status.NOT_WITHIN,
                        null,
                        null,
                        null,
                        null));

        assertThat(analyse(never, far, disk(300, 2)).limits())
                .extracting(CapacityAnalysis.LimitLine::metric)
                .containsExactly("database.size", "a", "b");
    }

    @Test
    void whatASystemsPricesSayOfAStepIsItsCostAndNotWhatTheRuleSupposes() {
        assertThat(analyse(PRICES, disk(310.1, 1)).recommendations())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.step()).isEqualTo("Storage 1 TB");
                    assertThat(one.estimatedCost()).isEqualTo(1500);
                    assertThat(one.estimatedMonthlyCost()).isEqualTo(400);
                    assertThat(one.currency()).isEqualTo("CHF");
                    assertThat(one.action()).isEqualTo("Plan Storage Upgrade");
                });
        assertThat(analyse(PRICES, latency(411, 1)).recommendations())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.step()).isEqualTo("Read replica");
                    assertThat(one.estimatedCost()).isZero();
                    assertThat(one.estimatedMonthlyCost()).isEqualTo(600);
                });
    }

    @Test
    void whereNoStepOfThePricesHelpsTheRuleSaysWhatItCosts() {
        String tooSmallAndTooLate = PRICES.replace("provides: { storage: 1 TB }", "provides: { storage: 500 GB }")
                .replace("monthly: 600", "monthly: 600, valid_from: 2027-01-21");

        assertThat(analyse(tooSmallAndTooLate, disk(310.1, 1), latency(411, 1)).recommendations())
                .extracting(
                        Recommendation::estimatedCost,
                        Recommendation::estimatedMonthlyCost,
                        Recommendation::currency,
                        Recommendation::step)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5000.0, null, "EUR", null),
                        org.assertj.core.groups.Tuple.tuple(3000.0, null, "EUR", null));
    }

    private static CapacityAnalysis analyse(Projection... projections) {
        return analyse(Optional.empty(), projections);
    }

    private static CapacityAnalysis analyse(String prices, Projection... projections) {
        return analyse(
                Optional.of(new StepForLimit(PriceListParser.parse(prices), LocalDate.ofInstant(NOW, ZoneOffset.UTC))),
                projections);
    }

    private static CapacityAnalysis analyse(Optional<StepForLimit> prices, Projection... projections) {
        return new AnalyseProjections(AnalysisRules.builtIn(), prices, new ProjectionWords(ZoneOffset.UTC, NOW))
                .analyse(ORDER, List.of(projections), List.of());
    }

    private static Projection disk(double value, double perDay) {
        return SampleProjection.of(
                "database.size", "GB", value, perDay, expected(limit("database.size", 500, "GB", null), 90, 100, 110));
    }

    private static Projection latency(double value, double perDay) {
        return SampleProjection.of("query_latency_p95", "ms", value, perDay);
    }
}
