package io.belastbar.budget.alert.look;

import io.belastbar.budget.alert.look.AlertState.Broke;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What new values make of an alert, and what of it is to be told: at most that a limit was broken, with the worst value, and
 * that it is over. So an outage that began and ended among them is told, and one that came and went a thousand times is told
 * once.
 *
 * @param state where the alert stands now
 * @param raised what was broken, or got worse; null if nothing did
 * @param resolvedAt when it was over; null if it is not, or was before
 */
public record AlertLook(AlertState state, Raised raised, Instant resolvedAt) {

    /**
     * A limit that was broken.
     *
     * @param broke the worst value
     * @param times how often it was broken and kept again; 1 or more
     */
    public record Raised(MetricStatus status, Broke broke, int times) {

        private static Raised worse(Objective objective, Raised one, Raised other) {
            var worst = Severities.isWorse(objective, other.broke.value(), one.broke.value()) ? other.broke : one.broke;
            return new Raised(
                    one.status.compareTo(other.status) >= 0 ? one.status : other.status,
                    worst,
                    one.times + other.times);
        }
    }

    /** Nothing is told, for example of what was before a promise was made. */
    public static AlertLook quiet(AlertState state) {
        return new AlertLook(state, null, null);
    }

    public boolean tells() {
        return raised != null || resolvedAt != null;
    }

    /**
     * Looks at new values.
     *
     * @param points in any order; those from before what was seen last do not change where the alert stands, but what they broke
     *     is told
     */
    public static AlertLook at(Objective objective, AlertState before, List<SeriesPoint> points) {
        var inOrder =
                points.stream().sorted(Comparator.comparing(SeriesPoint::at)).toList();
        var late = inOrder.stream()
                .filter(point -> point.at().isBefore(before.seenAt()))
                .toList();
        var look = fold(objective, before, inOrder.subList(late.size(), inOrder.size()));
        return late.isEmpty()
                ? look
                : look.with(objective, fold(objective, AlertState.start(before.changedAt()), late));
    }

    private static AlertLook fold(Objective objective, AlertState before, List<SeriesPoint> points) {
        var state = before;
        Raised raised = null;
        for (var point : points) {
            var next = state.next(objective, point);
            if (isNews(objective, state, next)) {
                var news = new Raised(next.status(), next.broke(), state.raised() && raised != null ? 0 : 1);
                raised = raised == null ? news : Raised.worse(objective, raised, news);
            } else if (raised != null && next.raised()) {
                raised = Raised.worse(objective, raised, new Raised(next.status(), next.broke(), 0));
            }
            state = next;
        }
        var isOver = !state.raised() && (before.raised() || raised != null);
        return new AlertLook(state, raised, isOver ? state.changedAt() : null);
    }

    /** Raised, worse, or of a higher severity within the same status: a warning limit is broken, then the promise. */
    private static boolean isNews(Objective objective, AlertState state, AlertState next) {
        if (!next.raised()) {
            return false;
        }
        return next.status().compareTo(state.status()) > 0
                || state.raised()
                        && Severities.of(objective, next.broke().value())
                                        .compareTo(Severities.of(
                                                objective, state.broke().value()))
                                < 0;
    }

    /** Together with what late values broke; of that nothing new is told while something as bad is known. */
    private AlertLook with(Objective objective, AlertLook late) {
        if (late.raised == null || state.raised() && !isWorseThanKnown(objective, late.raised)) {
            return this;
        }
        var both = raised == null ? late.raised : Raised.worse(objective, raised, late.raised);
        return new AlertLook(
                state,
                both,
                state.raised() ? null : Optional.ofNullable(resolvedAt).orElse(state.seenAt()));
    }

    private boolean isWorseThanKnown(Objective objective, Raised late) {
        return late.status.compareTo(state.status()) > 0
                || Severities.of(objective, late.broke.value())
                                .compareTo(
                                        Severities.of(objective, state.broke().value()))
                        < 0;
    }
}
