package io.belastbar.budget.attribution;

import io.belastbar.budget.attribution.Trouble.Cause;
import io.belastbar.budget.objective.Dependency;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When a dependency was slow by its own measured response times: from the value before a slow one to the slow one. */
final class SlowTimes {

    /** A value speaks for no longer than this before it was measured. */
    static final Duration REACH = Duration.ofMinutes(1);

    private SlowTimes() {}

    /** The slow times; {@code points} are in their order, in milliseconds. */
    static List<Trouble> of(Dependency dependency, List<SeriesPoint> points) {
        var slow = new ArrayList<Trouble>();
        if (dependency.slowAbove() == null) {
            return slow;
        }
        Instant before = Instant.MIN;
        for (var point : points) {
            if (point.value() > dependency.slowAbove().millis()) {
                var earliest = point.at().minus(REACH);
                slow.add(new Trouble(
                        dependency.name(), Cause.SLOW, before.isAfter(earliest) ? before : earliest, point.at()));
            }
            before = point.at();
        }
        return slow;
    }
}
