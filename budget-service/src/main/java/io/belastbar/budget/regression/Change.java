package io.belastbar.budget.regression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.series.SeriesKey;
import java.time.Instant;

/**
 * A change point of a series.
 *
 * @param at the moment of the first value after the change
 * @param worse whether the change is for the worse
 * @param confirmationRun the run that was ordered to confirm it; null if none was
 * @param decidedBy null until a person has spoken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String changeId,
        @JsonIgnore long sequence,
        SeriesKey series,
        Instant at,
        ChangeState state,
        boolean worse,
        Explanation explanation,
        Instant detectedAt,
        String confirmationRun,
        String decidedBy,
        Instant decidedAt,
        String reason) {}
