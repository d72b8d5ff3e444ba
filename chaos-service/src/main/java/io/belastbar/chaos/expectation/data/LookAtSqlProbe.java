package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs a probe's query. */
@ApplicationScoped
class LookAtSqlProbe implements Look<SqlProbe> {

    private final ReadOnlyDatabaseClient databases;

    LookAtSqlProbe(ReadOnlyDatabaseClient databases) {
        this.databases = databases;
    }

    @Override
    public Class<SqlProbe> kind() {
        return SqlProbe.class;
    }

    @Override
    public Observation look(SqlProbe probe, Situation situation) {
        return probe.judge(databases.ask(probe.query()));
    }
}
