package io.belastbar.budget.errorbudget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * How fast an error budget was spent over a time: 1 spends it exactly within its window, 14.4 within two days of thirty.
 * The Site Reliability Workbook, chapter 5.
 *
 * @param errors requests that failed
 * @param rate null below {@link #REQUESTS_MIN} requests: so few say nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BurnRate(String over, long requests, double errors, Double rate) {

    static final long REQUESTS_MIN = 100;

    static BurnRate of(String name, ErrorCounts counts, ErrorShare share) {
        return new BurnRate(
                name,
                counts.requests(),
                counts.failed(),
                counts.requests() < REQUESTS_MIN ? null : share.burnRate(counts));
    }

    static BurnRate of(Duration over, ErrorCounts counts, ErrorShare share) {
        return of(BurnPair.text(over), counts, share);
    }
}
