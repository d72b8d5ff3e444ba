package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.Measure;
import io.belastbar.forecasting.Remark;
import io.belastbar.forecasting.selection.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The method of a series, as it was chosen, and when it is chosen anew: after a week at the earliest, unless the level has changed for
 * certain since. So that the series of a system are not all due on one day, each waits up to three days longer, by its name.
 *
 * @param step between two values that it was chosen on
 * @param levelChangedAt the change of the level that was known then; null for none
 */
public record KeptChoice(Choice choice, Instant chosenAt, Duration step, Measure measure, Instant levelChangedAt) {
    private static final Duration KEPT_MIN = Duration.ofDays(7);
    private static final int DAYS_SPREAD = 3;

    /** Whether it may carry on this series now; another step or measure needs another choice. */
    boolean serves(MeasuredSeries series, String name, Instant now) {
        Duration kept = KEPT_MIN.plusDays(Math.floorMod(name.hashCode(), DAYS_SPREAD + 1));
        return step.equals(series.values().step()) && measure == series.measure() && now.isBefore(chosenAt.plus(kept));
    }

    /** Whether the level has changed since: what was learnt of the time before says nothing of what comes. */
    boolean isOvertakenBy(List<Remark> remarks) {
        Instant change = lastChange(remarks);
        return change != null && (levelChangedAt == null || change.isAfter(levelChangedAt.plus(step)));
    }

    /** When the level changed last; null if it did not. */
    static Instant lastChange(List<Remark> remarks) {
        return remarks.stream()
                .filter(Remark.LevelChanged.class::isInstance)
                .map(remark -> ((Remark.LevelChanged) remark).at())
                .max(Instant::compareTo)
                .orElse(null);
    }
}
