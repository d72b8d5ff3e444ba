package io.belastbar.capacity.projection;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Trend.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Projections by hand. */
public final class SampleProjection {
    public static final Instant NOW = Instant.parse("2027-01-20T07:00:00Z");
    public static final ChosenMethod THETA = new ChosenMethod("theta", 5, 4, 0.81, 1.0, NOW);

    private SampleProjection() {}

    /** A straight line from a value, as far as 180 days. */
    public static Projection of(String metric, String unit, double value, double perDay, ProjectedLimit... limits) {
        List<ProjectedValue> values = Stream.of(1, 7, 14, 30, 60, 90, 120, 150, 180)
                .map(days -> at(days, value + perDay * days))
                .toList();
        return new Projection(
                "shop",
                metric,
                unit,
                NOW,
                NOW.minus(Duration.ofDays(90)),
                NOW.plus(Duration.ofDays(180)),
                new Reading(NOW, value),
                THETA,
                perDay,
                perDay > 0 ? Direction.DEGRADING : Direction.STABLE,
                List.of(limits),
                values,
                List.of());
    }

    /** The same with another last value. */
    public static Projection at(Projection projection, Reading current) {
        return copy(projection, current, projection.days(), projection.remarks());
    }

    public static Projection with(Projection projection, ProjectionRemark... remarks) {
        return copy(projection, projection.current(), projection.days(), List.of(remarks));
    }

    static Projection with(Projection projection, DayValues days) {
        return copy(projection, projection.current(), days, projection.remarks());
    }

    private static Projection copy(
            Projection projection, Reading current, DayValues days, List<ProjectionRemark> remarks) {
        return new Projection(
                projection.system(),
                projection.metric(),
                projection.unit(),
                projection.madeAt(),
                projection.from(),
                projection.reach(),
                current,
                projection.method(),
                projection.slopePerDay(),
                projection.direction(),
                projection.limits(),
                projection.values(),
                days,
                remarks);
    }

    private static ProjectedValue at(int days, double expected) {
        return new ProjectedValue(
                NOW.plus(Duration.ofDays(days)),
                expected,
                expected - 1,
                expected + 1,
                expected - 2,
                expected + 2,
                false);
    }

    public static MetricLimit limit(String metric, double value, String unit, String action) {
        return new MetricLimit(
                metric, value, unit, false, MetricLimit.Severity.CRITICAL, action, "forecasts.yml line 39");
    }

    public static ProjectedLimit expected(MetricLimit limit, int p10, int p50, int p90) {
        return new ProjectedLimit(limit, Status.EXPECTED, null, in(p10), in(p50), in(p90));
    }

    /** Days from now. */
    public static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
