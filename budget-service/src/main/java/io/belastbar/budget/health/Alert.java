package io.belastbar.budget.health;

import io.belastbar.budget.objective.FigureWords;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.report.Sentence;

/** The alert of one promise, for one series. */
record Alert(Objective objective, SeriesKey series, AlertState state) {

    Sentence message() {
        return Sentence.of(language -> {
            var words = new FigureWords(language);
            var dimension = objective.measure().dimension();
            var broken = state.status() == MetricStatus.CRITICAL && objective.critical() != null
                    ? objective.critical()
                    : objective.limit().keptBy(dimension.magnitude(state.value())) && objective.warning() != null
                            ? objective.warning()
                            : objective.limit();
            double bound = dimension.value(broken.value());
            return words.words()
                    .text(
                            "alert",
                            words.subject(objective.subject()),
                            words.figure(objective.measure(), objective.statistic()),
                            words.amount(dimension, state.value(), bound),
                            words.limit(dimension, broken));
        });
    }

    String fingerprint() {
        return Fingerprint.of("alert", series.system(), objective.subject().text(), objective.metric());
    }
}
