package io.belastbar.capacity.analysis;

import static io.belastbar.capacity.projection.SampleProjection.NOW;
import static io.belastbar.capacity.projection.SampleProjection.expected;
import static io.belastbar.capacity.projection.SampleProjection.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.analysis.CapacityAnalysis.Recommendation;
import io.belastbar.capacity.analysis.rule.AnalysisRules;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.SampleProjection;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.forecasting.Trend.Direction;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnalyseProjectionsTest {
    private static final AnalysisOrder ORDER =
            new AnalysisOrder(new UUID(0, 1), "shop", NOW, AnalysisOrder.SCHEDULE, NOW);

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

    private static CapacityAnalysis analyse(Projection... projections) {
        return new AnalyseProjections(AnalysisRules.builtIn(), new ProjectionWords(ZoneOffset.UTC, NOW))
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
