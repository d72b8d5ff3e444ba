package io.belastbar.budget.measurement;

import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.measurement.MeasurementBatch.Measurement;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.verdict.BudgetVerdict;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answer to measurements: what was stored, and what it says about the promises.
 *
 * @param stored how many values
 * @param verdict the worst; null if nothing is promised about any of it
 * @param hint what to do if nothing is promised; null otherwise
 */
record MeasurementReceipt(String system, int stored, ObjectiveVerdict verdict, String hint, List<Item> measurements) {

    private static final String HINT =
            "no document promises anything about this; what is promised says GET /api/v1/systems/%s/budget";

    /**
     * One measurement.
     *
     * @param service null for the whole system
     * @param value the only value or the last of several, in {@code unit}
     * @param samples that a value rests on; 0 if unknown
     * @param objectives the promises about it, judged on every value within their windows
     */
    record Item(
            String kind,
            String service,
            String subject,
            String metric,
            double value,
            String unit,
            int values,
            long samples,
            Instant at,
            List<ObjectiveResult> objectives) {}

    static MeasurementReceipt of(MeasurementBatch batch, MeasuredValues values) {
        var measurements = batch.measurements();
        var items = IntStream.range(0, measurements.size())
                .mapToObj(i -> item(measurements.get(i), batch.subjects().get(i), batch.promised(), values))
                .toList();
        var results = items.stream().flatMap(item -> item.objectives().stream()).toList();
        return new MeasurementReceipt(
                batch.system(),
                measurements.stream().mapToInt(each -> each.values().size()).sum(),
                results.isEmpty() ? null : BudgetVerdict.of(results),
                results.isEmpty() ? HINT.formatted(batch.system()) : null,
                items);
    }

    private static Item item(Measurement measurement, Subject subject, MeasuredSubjects budget, MeasuredValues values) {
        return new Item(
                subject.kind().name(),
                subject.service(),
                subject.name(),
                measurement.metric().text(),
                measurement.values().getLast(),
                measurement.metric().measure().dimension().unit(),
                measurement.values().size(),
                measurement.samples(),
                measurement.time(),
                budget.objectives(subject, measurement).stream()
                        .map(objective -> judge(objective, values))
                        .toList());
    }

    private static ObjectiveResult judge(Objective objective, MeasuredValues values) {
        var promise = SubjectBudget.of(objective.subject(), List.of(objective));
        return BudgetEvaluation.evaluate(PerformanceBudget.of(List.of(promise)), Evidence.of(values))
                .getFirst();
    }
}
