package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a fix is expected to change, for example {@code P99} from 800 to 50 ms.
 *
 * @param metric what is measured, as people call it
 * @param before as it was measured, in {@code unit}
 * @param after as it is expected, in {@code unit}: measured where the fix was tried, else estimated
 * @param unit for example {@code ms}; empty for a bare number
 * @param savedSecondsPerDay of the measured resource's time, mostly the database's, at the load that was measured; null
 *     where it is not known
 */
public record ExpectedEffect(
        String metric,
        double before,
        double after,
        String unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double savedSecondsPerDay) {

    public ExpectedEffect(String metric, double before, double after, String unit) {
        this(metric, before, after, unit, null);
    }
}
