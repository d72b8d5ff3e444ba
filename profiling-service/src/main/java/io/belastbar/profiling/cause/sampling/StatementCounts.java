package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.web.target.ObservedRoles;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a database has counted of the statements of an application.
 *
 * @param takenAt by the database's clock
 */
record StatementCounts(Instant takenAt, Map<String, Counted> counted) {

    /** @param now of a database that has counted nothing */
    static StatementCounts take(StatementView view, TargetSession session, ObservedRoles observed, Instant now) {
        Map<String, Counted> counted = new HashMap<>();
        Instant takenAt = now;
        for (var row :
                view.counts(session, observed.statementsOf(), observed.planAs().orElse(""))) {
            counted.put(row.text("query_id"), new Counted(row.whole("calls"), row.number("time_ms")));
            takenAt = row.instant("taken_at");
        }
        return new StatementCounts(takenAt, counted);
    }
}
