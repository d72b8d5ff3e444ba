package io.belastbar.budget.measurement.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a collection went.
 *
 * @param values that were stored
 * @param problems why others were not
 */
record CollectionOutcome(Instant at, String target, int values, List<Problem> problems) {

    /** @param measurement subject and metric; null if it concerns all of them */
    record Problem(String measurement, String problem) {}

    /** The same with more that was not measured. */
    CollectionOutcome and(List<Problem> more) {
        return new CollectionOutcome(
                at,
                target,
                values,
                Stream.concat(problems.stream(), more.stream()).toList());
    }

    /** As the metric's label says. */
    String outcome() {
        return problems.isEmpty() ? "complete" : values == 0 ? "failed" : "partial";
    }
}
