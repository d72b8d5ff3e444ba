package io.belastbar.budget.series;

import io.belastbar.budget.objective.Objective;
import java.util.List;

/** What was measured apart from load runs. */
@FunctionalInterface
public interface MeasuredValues {

    MeasuredValues NONE = objective -> List.of();

    /** The values within the objective's window, oldest first; empty if there are none. */
    List<SeriesPoint> of(Objective objective);
}
