package io.belastbar.budget.alert.look;

import io.belastbar.budget.evaluation.MeasuredEvaluation;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Limit;
import io.belastbar.report.Sentence;
import java.util.Comparator;
import java.util.List;

/** The alert of one promise, for one series. */
public record Alert(Objective objective, SeriesKey series) {

    /** The figure, a value and the limit that it breaks, else that of the promise. */
    public Sentence message(double value) {
        return Sentence.of(language -> {
            var words = new FigureWords(language);
            var dimension = objective.measure().dimension();
            var limit = limit(value);
            return words.words()
                    .text(
                            "alert",
                            words.subject(objective.subject()),
                            words.figure(objective.measure(), objective.statistic()),
                            words.amount(dimension, value, dimension.value(limit.value())),
                            words.limit(dimension, limit));
        });
    }

    private Limit<?> limit(double value) {
        var critical = objective.critical();
        var status = MetricStatus.of(value, objective);
        if (status == MetricStatus.CRITICAL && critical != null) {
            return critical;
        }
        return status == MetricStatus.WARNING && !Severities.breaksPromise(objective, value)
                ? objective.warning()
                : objective.limit();
    }

    /** The value that single measurements which were posted together make; none if they are too few to say anything. */
    public List<SeriesPoint> ofSingles(List<SeriesPoint> points) {
        var posted = points.stream()
                .filter(point -> point.source().equals(SeriesPoint.POSTED))
                .sorted(Comparator.comparing(SeriesPoint::at))
                .toList();
        if (posted.isEmpty()) {
            return List.of();
        }
        var result = MeasuredEvaluation.ofPosted(objective, posted);
        var last = posted.getLast();
        var inconclusive = result.verdict() == ObjectiveVerdict.INCONCLUSIVE;
        // They raise nothing, but several such values together can end what others raised.
        var few = inconclusive && objective.statistic().isPercentile() && posted.size() < Said.needed(objective);
        return result.measured() == null || inconclusive && !few
                ? List.of()
                : List.of(new SeriesPoint(
                        last.at(),
                        result.measured().value(),
                        few ? posted.size() : 0,
                        SeriesPoint.POSTED,
                        null,
                        last.labels()));
    }

    public String fingerprint() {
        return fingerprint(series, objective.metric());
    }

    /** The same for every limit and every scenario: one figure that is broken is one cause. */
    public static String fingerprint(SeriesKey series, String metric) {
        return Fingerprint.of("alert", series.system(), series.subject().text(), metric);
    }
}
