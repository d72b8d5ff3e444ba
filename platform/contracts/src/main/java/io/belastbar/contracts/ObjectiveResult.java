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
 * @param informational true if it is only shown, and no verdict counts it; null otherwise
 * @param weight in the score; null if the budget gives none
 * @param missing why it counts that the run did not show it; null if it did or need not
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
        @JsonInclude(JsonInclude.Include.NON_NULL) WithoutDependency withoutDependency,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean informational,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer weight,
        @JsonInclude(JsonInclude.Include.NON_NULL) MissingObjective missing) {

    /** Of a promise that counts, has no weight, and was shown or need not be. */
    public ObjectiveResult(
            String subject,
            String metric,
            String limit,
            String observed,
            ObjectiveVerdict verdict,
            Double headroomPercent,
            long samples,
            String reason,
            String reasonGerman,
            MeasuredValue measured,
            WithoutDependency withoutDependency) {
        this(
                subject,
                metric,
                limit,
                observed,
                verdict,
                headroomPercent,
                samples,
                reason,
                reasonGerman,
                measured,
                withoutDependency,
                null,
                null,
                null);
    }

    /** The same, not shown although it should have been, with the reason in both languages. */
    public ObjectiveResult missing(MissingObjective why, String english, String german) {
        return new ObjectiveResult(
                subject,
                metric,
                limit,
                observed,
                verdict,
                headroomPercent,
                samples,
                english,
                german,
                measured,
                withoutDependency,
                informational,
                weight,
                why);
    }

    /** Whether verdicts, findings and gates count it. */
    public boolean counts() {
        return !Boolean.TRUE.equals(informational);
    }

    /** Whether a run fails by it: it is broken, or it should have been shown and was not. */
    public boolean fails() {
        return counts() && (verdict == ObjectiveVerdict.FAIL || missing != null && missing.fails());
    }
}
