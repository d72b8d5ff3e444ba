package io.belastbar.budget.alert;

import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.Comparator;

/**
 * An alert that is raised.
 *
 * @param message the figure with the worst value since it was raised, and the limit
 * @param since when it was raised, or got worse or milder
 */
public record RaisedAlert(Objective objective, SeriesKey series, MetricStatus status, Sentence message, Instant since) {

    /** Where an alert stands in the list: the worst first, then the oldest, then by its series. */
    record Place(MetricStatus status, Instant since, String name) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::status, Comparator.reverseOrder())
                .thenComparing(Place::since)
                .thenComparing(Place::name);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    Place place() {
        return new Place(status, since, series + " " + objective.limitText());
    }

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
