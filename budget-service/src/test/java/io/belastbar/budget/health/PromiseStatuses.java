package io.belastbar.budget.health;

import io.belastbar.budget.alert.look.AlertState.Broke;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Instant;

/** Statuses for tests of other packages. */
public final class PromiseStatuses {

    private PromiseStatuses() {}

    /** Without an alert, after a value that broke it. */
    public static PromiseStatus of(Objective objective, LatestPoint newest, SeriesPoint broke, Instant now) {
        return PromiseStatus.of(objective, newest, null, null, new Broke(broke.value(), broke.at()), now);
    }
}
