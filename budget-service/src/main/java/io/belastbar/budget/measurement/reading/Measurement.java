package io.belastbar.budget.measurement.reading;

import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.SubjectKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What somebody measured, understood but not yet matched with a budget.
 *
 * @param at where it stands in the request
 * @param kind null if the request does not say
 * @param service null if the request does not say
 * @param values in the unit of the metric's dimension; at least one
 * @param samples that each value rests on: 1 for a measurement itself, 0 if nobody said
 * @param labels never null
 */
public record Measurement(
        MeasurementField at,
        String subject,
        SubjectKind kind,
        String service,
        Metric metric,
        List<Double> values,
        long samples,
        Instant time,
        Map<String, String> labels) {}
