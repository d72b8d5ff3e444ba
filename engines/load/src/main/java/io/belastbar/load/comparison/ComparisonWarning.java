package io.belastbar.load.comparison;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;

/**
 * Why two runs should be compared with care, or not at all.
 *
 * @param run the name of the run that it is about
 * @param baseline what the baseline had, as text; empty if it does not matter
 * @param other what the other run had
 */
public record ComparisonWarning(Kind kind, String run, String baseline, String other) {

    /** Sorted by weight. */
    public enum Kind {
        RUN_INVALID,
        RUN_ABORTED,
        DIFFERENT_SCENARIO,
        DIFFERENT_VERSION,
        DIFFERENT_TARGET,
        DIFFERENT_LOAD,
        DIFFERENT_DURATION,
        DIFFERENT_ENGINE,
        SERVICE_TIMES,
        MORE_ERRORS,
        NO_SECONDS,
        FEW_SECONDS,
        TOO_SHORT_FOR_ITS_WANDERING,
        ONLY_SOME_PERCENTILES,
        STEPS_WITHOUT_PARTNER
    }

    /** Whether no conclusion may be drawn at all. */
    public boolean forbids() {
        return kind == Kind.RUN_INVALID;
    }

    public String sentence(ReportLanguage language) {
        boolean numbers = kind == Kind.DIFFERENT_LOAD || kind == Kind.MORE_ERRORS || kind == Kind.ONLY_SOME_PERCENTILES;
        char point = numbers && language == ReportLanguage.GERMAN ? ',' : '.';
        String between = baseline + " → " + other;
        return Wording.of(ComparisonWarning.class, language)
                .text("Kind." + kind.name(), run, between.replace('.', point), other.replace('.', point));
    }
}
