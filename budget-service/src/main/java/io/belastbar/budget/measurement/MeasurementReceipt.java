package io.belastbar.budget.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.measurement.MeasurementBatch.Matched;
import io.belastbar.budget.measurement.MeasurementBatch.PromiseOfBranch;
import io.belastbar.budget.verdict.BudgetVerdict;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The answer to measurements: what was stored, and what it says about the promises.
 *
 * @param stored how many values are new
 * @param known how many values were stored before, by an earlier request, and are not counted again
 * @param verdict the worst of what was posted, by itself; null if nothing that counts is promised about any of it
 * @param hint what to do if nothing is promised about any of it; null otherwise
 * @param objectives each promise about any of it, once
 * @param measurements the first {@value #MEASUREMENTS_MAX}, each with its promises
 * @param measurementsLeftOut how many more there were
 */
record MeasurementReceipt(
        String system,
        int stored,
        int known,
        ObjectiveVerdict verdict,
        String hint,
        List<PostedPromise> objectives,
        List<Item> measurements,
        int measurementsLeftOut) {

    /** As many as a page of any list. */
    static final int MEASUREMENTS_MAX = 200;

    /**
     * One measurement.
     *
     * @param service null for the whole system
     * @param value the only value or the last of several, in {@code unit}
     * @param samples that a value rests on; 0 if unknown
     * @param objectives the promises about it, judged on all that the request says about them
     * @param hint what to do if nothing is promised about it; left out otherwise
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
            List<PostedPromise> objectives,
            @JsonInclude(JsonInclude.Include.NON_NULL) String hint) {}

    /** Before it is known how many values are new. */
    static MeasurementReceipt of(MeasurementBatch batch, Map<PromiseOfBranch, PostedPromise> judged) {
        var matched = batch.measurements();
        var objectives = List.copyOf(judged.values());
        var counting = judged.entrySet().stream()
                .filter(each -> each.getKey().objective().terms().counts())
                .map(each -> each.getValue().posted())
                .toList();
        return new MeasurementReceipt(
                batch.system(),
                0,
                0,
                counting.isEmpty() ? null : BudgetVerdict.of(counting),
                objectives.isEmpty() ? matched.getFirst().hint() : null,
                objectives,
                matched.stream()
                        .limit(MEASUREMENTS_MAX)
                        .map(each -> item(each, judged))
                        .toList(),
                Math.max(0, matched.size() - MEASUREMENTS_MAX));
    }

    MeasurementReceipt stored(int added, int all) {
        return new MeasurementReceipt(
                system, added, all - added, verdict, hint, objectives, measurements, measurementsLeftOut);
    }

    private static Item item(Matched each, Map<PromiseOfBranch, PostedPromise> judged) {
        var measurement = each.measurement();
        return new Item(
                each.subject().kind().name(),
                each.subject().service(),
                each.subject().name(),
                measurement.metric().text(),
                measurement.values().getLast(),
                measurement.metric().measure().dimension().unit(),
                measurement.values().size(),
                measurement.samples(),
                measurement.time(),
                each.promises().stream().map(judged::get).toList(),
                each.hint());
    }
}
