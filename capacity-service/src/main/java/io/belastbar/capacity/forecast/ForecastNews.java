package io.belastbar.capacity.forecast;

import io.belastbar.contracts.CapacityForecast;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.EventData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a forecast tells others: each horizon, and a limit that comes near. */
final class ForecastNews {
    private ForecastNews() {}

    static List<EventData> of(Forecast forecast, Duration near) {
        List<EventData> events = new ArrayList<>();
        for (Prediction prediction : forecast.predictions()) {
            events.add(new CapacityForecast(
                    forecast.system(),
                    forecast.metric(),
                    forecast.unit(),
                    forecast.method(),
                    forecast.madeAt(),
                    prediction.horizon(),
                    prediction.predicted(),
                    prediction.lower(),
                    prediction.upper(),
                    forecast.confidence()));
        }
        if (isNear(forecast, forecast.madeAt().plus(near))) {
            events.add(new CapacityLimitApproaching(
                    forecast.system(),
                    forecast.metric(),
                    forecast.unit(),
                    forecast.limit().value(),
                    forecast.current().value(),
                    forecast.limit().reachedAt(),
                    forecast.madeAt()));
        }
        return events;
    }

    /** A limit that is reached is always told; one that is expected, only of a metric that grows for certain. */
    private static boolean isNear(Forecast forecast, Instant until) {
        LimitForecast limit = forecast.limit();
        if (limit == null) {
            return false;
        }
        return switch (limit.status()) {
            case REACHED -> true;
            case EXPECTED -> forecast.isGrowing() && !limit.reachedAt().isAfter(until);
            case NEVER -> false;
        };
    }
}
