package io.belastbar.capacity.forecast;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where a metric goes.
 *
 * @param confidence of all intervals
 * @param slopePerDay with its confidence interval, in units a day
 * @param residualStandardDeviation how far points lie from the line, in units
 * @param rSquared the share of the variance that the line explains
 * @param limit absent when none was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forecast(
        UUID id,
        String system,
        String metric,
        String unit,
        String method,
        Instant madeAt,
        String madeBy,
        double confidence,
        int points,
        Observation current,
        double slopePerDay,
        double slopePerDayLower,
        double slopePerDayUpper,
        double residualStandardDeviation,
        double rSquared,
        List<Prediction> predictions,
        LimitForecast limit) {

    /** Whether the growth is significant: the confidence interval of the slope lies above zero. */
    @JsonIgnore
    public boolean isGrowing() {
        return slopePerDayLower > 0;
    }
}
