package io.belastbar.budget.errorbudget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How fast an error budget was spent over a time: 1 spends it exactly within its window, 14.4 within two days of thirty.
 * The Site Reliability Workbook, chapter 5.
 *
 * @param rate null below {@link #REQUESTS_MIN} requests: so few say nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BurnRate(String over, long requests, double errors, Double rate) {

    static final long REQUESTS_MIN = 100;

    /**
     * Adds up the values of a time.
     *
     * @param points error rates with the requests they rest on
     * @param allowed share of requests that may fail, above 0
     */
    static BurnRate of(String name, Duration over, List<SeriesPoint> points, double allowed, Instant now) {
        var within = points.stream()
                .filter(point ->
                        point.at().isAfter(now.minus(over)) && !point.at().isAfter(now))
                .toList();
        long requests = within.stream().mapToLong(SeriesPoint::samples).sum();
        double errors = within.stream()
                .mapToDouble(point -> point.value() * point.samples())
                .sum();
        return new BurnRate(name, requests, errors, requests < REQUESTS_MIN ? null : errors / requests / allowed);
    }
}
