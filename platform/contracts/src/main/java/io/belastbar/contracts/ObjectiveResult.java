package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One objective of a budget against what was measured.
 *
 * @param subject the endpoint or query that the budget names
 * @param metric the budget's key, for example {@code target_response_time_p95}
 * @param limit as a sentence part with unit, for example {@code ≤ 500 ms}
 * @param observed with unit, for example {@code 312 ms}; null without data
 * @param headroomPercent how far below the limit, in percent of the limit; negative when violated, null without data
 * @param reason why the verdict is what it is, where that is not plain; null otherwise
 * @param reasonGerman the reason in German; null without reason, and from producers that do not know this field
 * @param measured the observed value as a number with its confidence interval; null without data
 * @param withoutDependency the same objective without what was measured while a dependency was in trouble; null when
 *     none was
 */
public record ObjectiveResult(
        String subject,
        String metric,
        String limit,
        String observed,
        ObjectiveVerdict verdict,
        Double headroomPercent,
        long samples,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reasonGerman,
        @JsonInclude(JsonInclude.Include.NON_NULL) MeasuredValue measured,
        @JsonInclude(JsonInclude.Include.NON_NULL) WithoutDependency withoutDependency) {}
