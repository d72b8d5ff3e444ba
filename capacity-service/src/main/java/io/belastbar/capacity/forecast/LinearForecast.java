package io.belastbar.capacity.forecast;

import io.belastbar.capacity.trend.LimitCrossing;
import io.belastbar.capacity.trend.LinearTrend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

/** A forecast by a straight line; time is counted in days from the first point. */
final class LinearForecast {
    static final String METHOD = "linear-trend";
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double DAYS_AHEAD_MAX = 50 * 365.25;

    private final ForecastOrder order;
    private final Instant origin;
    private final LinearTrend trend;

    private LinearForecast(ForecastOrder order) {
        this.order = order;
        this.origin = order.series().getFirst().at();
        this.trend = LinearTrend.fit(
                order.series().stream().mapToDouble(point -> days(point.at())).toArray(),
                order.series().stream().mapToDouble(Observation::value).toArray());
    }

    static Forecast of(ForecastOrder order, UUID id, String system, Instant madeAt, String madeBy) {
        return new LinearForecast(order).forecast(id, system, madeAt, madeBy);
    }

    private Forecast forecast(UUID id, String system, Instant madeAt, String madeBy) {
        double margin = trend.slopeMargin(order.confidence());
        List<Prediction> predictions =
                order.horizons().stream().map(this::predict).toList();
        LimitForecast limit = order.limit().isPresent() ? limit(order.limit().getAsDouble()) : null;
        return new Forecast(
                id,
                system,
                order.metric(),
                order.unit(),
                METHOD,
                madeAt,
                madeBy,
                order.confidence(),
                order.series().size(),
                order.series().getLast(),
                trend.slope(),
                trend.slope() - margin,
                trend.slope() + margin,
                trend.residualStandardDeviation(),
                trend.rSquared(),
                predictions,
                limit);
    }

    private Prediction predict(Instant horizon) {
        double x = days(horizon);
        double predicted = trend.predict(x);
        double margin = trend.predictionMargin(x, order.confidence());
        return new Prediction(horizon, predicted, predicted - margin, predicted + margin);
    }

    private LimitForecast limit(double limit) {
        Observation last = order.series().getLast();
        if (last.value() >= limit) {
            return new LimitForecast(limit, LimitForecast.Status.REACHED, last.at(), last.at(), last.at());
        }
        double from = days(last.at());
        LimitCrossing crossing = LimitCrossing.of(trend, limit, order.confidence(), from, from + DAYS_AHEAD_MAX);
        return new LimitForecast(
                limit,
                crossing.expected().isPresent() ? LimitForecast.Status.EXPECTED : LimitForecast.Status.NEVER,
                moment(crossing.expected()),
                moment(crossing.earliest()),
                moment(crossing.latest()));
    }

    private double days(Instant moment) {
        return Duration.between(origin, moment).toMillis() / 1000.0 / SECONDS_PER_DAY;
    }

    private Instant moment(OptionalDouble days) {
        return days.isPresent() ? origin.plusSeconds(Math.round(days.getAsDouble() * SECONDS_PER_DAY)) : null;
    }
}
