package io.belastbar.budget.series;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;

/**
 * Which values belong together: one figure of one subject, under one scenario.
 *
 * @param metric in the vocabulary of {@link Metric}
 * @param scenario whose runs gave the values; empty for measurements
 */
public record SeriesKey(String system, Subject subject, String metric, String scenario) {

    /** No scenario: values that were posted or collected. */
    public static final String MEASURED = "";

    public static SeriesKey of(String system, Objective objective, String scenario) {
        return new SeriesKey(system, objective.subject(), objective.metric(), scenario);
    }
}
