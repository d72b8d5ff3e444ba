package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Subject;

/**
 * One question to Prometheus and what its answer measures.
 *
 * @param query PromQL that gives one number
 * @param unit of that number, as the document says
 * @param factor of that number to the unit of the metric's dimension
 * @param samples PromQL that gives on how many samples the number rests; null if nobody said
 * @param offered PromQL that gives the offered load in requests a second; null if nobody said
 */
record SourceQuery(
        Subject subject, Metric metric, String query, String unit, double factor, String samples, String offered) {

    /** As problems name it. */
    String text() {
        return subject.text() + " " + metric.text();
    }
}
