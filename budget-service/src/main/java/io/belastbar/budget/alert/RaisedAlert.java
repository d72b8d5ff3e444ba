package io.belastbar.budget.alert;

import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.report.Sentence;
import java.time.Instant;

/**
 * An alert that is raised.
 *
 * @param message the figure with the worst value since it was raised, and the limit
 * @param since when it was raised, or got worse or milder
 */
public record RaisedAlert(Objective objective, SeriesKey series, MetricStatus status, Sentence message, Instant since) {

    static RaisedAlert of(Alert alert, AlertState state) {
        return new RaisedAlert(
                alert.objective(),
                alert.series(),
                state.status(),
                alert.message(
                        state.broke() == null ? state.value() : state.broke().value()),
                state.changedAt());
    }
}
