package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Subject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One question to Prometheus and what its answer measures: a query that gives a value, or two counters of which the platform
 * takes the differences.
 *
 * @param query PromQL that gives one number; null if counters are asked
 * @param unit of that number, as the document says
 * @param factor of that number to the unit of the metric's dimension
 * @param samples PromQL that gives on how many samples the number rests; null if nobody said
 * @param offered PromQL that gives the offered load in requests a second; null if nobody said
 * @param counter PromQL that gives raw counters, a series for each process, of what the share is of; null for a query
 * @param of the same of everything that it is a share of
 */
record SourceQuery(
        Subject subject,
        Metric metric,
        String query,
        String unit,
        double factor,
        String samples,
        String offered,
        String counter,
        String of) {

    /** As problems name it. */
    String text() {
        return subject.text() + " " + metric.text();
    }

    /** By which its progress is kept: another question begins anew. */
    String id() {
        var asked = String.join(
                "\n",
                subject.kind().name(),
                text(),
                counter == null ? query : counter,
                counter == null ? String.valueOf(samples) : of);
        return UUID.nameUUIDFromBytes(asked.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
