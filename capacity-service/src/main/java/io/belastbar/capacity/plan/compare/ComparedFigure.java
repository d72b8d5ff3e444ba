package io.belastbar.capacity.plan.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.plan.Place;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is planned of a figure, beside what was measured and what is forecast.
 *
 * @param series the metric of the series that shows it; null if there is none
 * @param unit of all values
 * @param current as the document says; null if it does not
 * @param measured the last value of the series; null without one, or in a unit that measures something else
 * @param growthFactor by which it is said to grow in a year; null if it does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedFigure(
        String name,
        String metric,
        String series,
        String unit,
        Double current,
        Measured measured,
        Double growthFactor,
        Place at,
        List<Year> values) {

    public ComparedFigure {
        values = List.copyOf(values);
    }

    /** What was measured, and when. */
    public record Measured(Instant at, double value) {}

    /** What is forecast: in 80 percent of the cases it lies between lower and upper. */
    public record Trend(double expected, double lower, double upper, boolean approximate) {}

    /**
     * A planned value beside the other.
     *
     * @param measured of a past day: the most of the last day with a value, within a week before its end; null if there is none
     * @param forecast of a day to come; null if the forecast does not reach it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Year(LocalDate by, double planned, int line, Measured measured, Trend forecast, Sentence text) {}
}
