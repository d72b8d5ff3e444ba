package io.belastbar.budget.series;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.contracts.Origin;

/**
 * Which values belong together: one figure of one subject, under one scenario, of one branch, on one testbed.
 *
 * @param metric in the vocabulary of {@link Metric}
 * @param scenario whose runs gave the values; empty for measurements
 * @param branch of the source code that was measured; {@link #MAIN} where nobody said
 * @param testbed where it was measured, for example {@code staging}; {@link #DEFAULT_TESTBED} where nobody said
 */
public record SeriesKey(String system, Subject subject, String metric, String scenario, String branch, String testbed) {

    /** No scenario: values that were posted or collected. */
    public static final String MEASURED = "";

    /** The branch that a system's promises, alerts and regressions are about. */
    public static final String MAIN = Origin.MAIN;

    public static final String DEFAULT_TESTBED = Origin.DEFAULT_TESTBED;

    /** On the main branch and the testbed that nobody named. */
    public SeriesKey(String system, Subject subject, String metric, String scenario) {
        this(system, subject, metric, scenario, MAIN, DEFAULT_TESTBED);
    }

    public static SeriesKey of(String system, Objective objective, String scenario) {
        return of(system, objective, scenario, Origin.UNNAMED);
    }

    public static SeriesKey of(String system, Objective objective, String scenario, Origin origin) {
        return new SeriesKey(
                system, objective.subject(), objective.metric(), scenario, origin.branch(), origin.testbed());
    }

    /** The same figure under another name, as {@link Metric} writes it. */
    SeriesKey ofMetric(String other) {
        return new SeriesKey(system, subject, other, scenario, branch, testbed);
    }
}
