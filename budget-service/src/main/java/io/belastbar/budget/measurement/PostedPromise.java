package io.belastbar.budget.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.budget.evaluation.MeasuredEvaluation;
import io.belastbar.budget.measurement.MeasurementBatch.PromiseOfBranch;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.MeasuredValue;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A promise about something that was posted.
 *
 * @param posted what the posted values say by themselves; in JSON its fields are those of the promise
 * @param branch that was measured; null for main
 * @param window what they say together with all others of this branch within the promise's window
 */
record PostedPromise(
        @JsonUnwrapped ObjectiveResult posted,
        @JsonInclude(JsonInclude.Include.NON_NULL) String branch,
        Window window) {

    /**
     * The verdict of a promise's window.
     *
     * @param length as people say it: {@code 24 h}
     * @param values how many were judged
     * @param samples on which they rest, as far as they say it
     */
    record Window(
            String length,
            ObjectiveVerdict verdict,
            String observed,
            int values,
            long samples,
            MeasuredValue measured,
            String reason,
            String reasonGerman) {

        private static Window of(Duration length, int values, ObjectiveResult result) {
            return new Window(
                    MeasuredEvaluation.text(length),
                    result.verdict(),
                    result.observed(),
                    values,
                    result.samples(),
                    result.measured(),
                    result.reason(),
                    result.reasonGerman());
        }
    }

    /**
     * Judges each promise about a batch once on what was posted and once on its window, however many values there are.
     *
     * @param known what the windows of a branch held before
     * @param end of the windows
     */
    static Map<PromiseOfBranch, PostedPromise> judge(
            MeasurementBatch batch, Function<String, MeasuredValues> known, Instant end) {
        var judged = new LinkedHashMap<PromiseOfBranch, PostedPromise>();
        batch.posted().forEach((promise, posted) -> {
            var objective = promise.objective();
            var length = objective.windowOrDefault();
            var values = together(known.apply(promise.branch()).of(objective), posted, end.minus(length));
            judged.put(
                    promise,
                    new PostedPromise(
                            MeasuredEvaluation.ofPosted(objective, posted),
                            promise.branch().equals(Origin.MAIN) ? null : promise.branch(),
                            Window.of(length, values.size(), MeasuredEvaluation.ofWindow(objective, values))));
        });
        return judged;
    }

    /** What was sent before and is sent again counts once. */
    private static List<SeriesPoint> together(List<SeriesPoint> known, List<SeriesPoint> posted, Instant from) {
        var again = new HashMap<Map.Entry<Instant, Double>, Integer>();
        known.forEach(point -> again.merge(Map.entry(point.at(), point.value()), 1, Integer::sum));
        var all = new ArrayList<>(known);
        for (var point : posted) {
            var same = Map.entry(point.at(), point.value());
            var times = again.getOrDefault(same, 0);
            if (times > 0) {
                again.put(same, times - 1);
            } else if (!point.at().isBefore(from)) {
                all.add(point);
            }
        }
        all.sort(Comparator.comparing(SeriesPoint::at));
        return all;
    }
}
