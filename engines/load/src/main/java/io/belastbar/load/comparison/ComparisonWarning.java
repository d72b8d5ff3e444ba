package io.belastbar.load.comparison;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why two runs should be compared with care, or not at all.
 *
 * @param run the name of the run that it is about
 * @param baseline what the baseline had, as text; empty if it does not matter
 * @param other what the other run had
 */
public record ComparisonWarning(Kind kind, String run, String baseline, String other) {

    private static final Set<Kind> NUMBERS = EnumSet.of(
            Kind.DIFFERENT_LOAD,
            Kind.MORE_ERRORS,
            Kind.ONLY_SOME_PERCENTILES,
            Kind.GENERATOR_LATE,
            Kind.LATE_SECONDS_LEFT_OUT,
            Kind.COARSE_TIMES,
            Kind.DRIFTED);

    /** Sorted by weight. */
    public enum Kind {
        RUN_INVALID,
        RUN_ABORTED,
        GENERATOR_LATE,
        LATE_SECONDS_LEFT_OUT,
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
        COARSE_TIMES,
        DRIFTED,
        ONLY_SOME_PERCENTILES,
        STEPS_WITHOUT_PARTNER
    }

    /** Whether no conclusion may be drawn at all. */
    public boolean forbids() {
        return kind == Kind.RUN_INVALID;
    }

    public String sentence(ReportLanguage language) {
        char point = NUMBERS.contains(kind) && language == ReportLanguage.GERMAN ? ',' : '.';
        String between = baseline + " → " + other;
        return Wording.of(ComparisonWarning.class, language)
                .text(
                        "Kind." + kind.name(),
                        run,
                        between.replace('.', point),
                        other.replace('.', point),
                        baseline.replace('.', point));
    }
}
