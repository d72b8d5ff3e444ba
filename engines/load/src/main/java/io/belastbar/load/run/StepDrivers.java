package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;

/** One lane's drivers as one: requests go to HTTP, statements to PostgreSQL. Either may be null if no step needs it. */
final class StepDrivers implements Driver {

    private final Driver http;
    private final Driver sql;

    StepDrivers(Driver http, Driver sql) {
        this.http = http;
        this.sql = sql;
    }

    @Override
    public void open(Runnable ready) {
        if (http == null) {
            sql.open(ready);
        } else if (sql == null) {
            http.open(ready);
        } else {
            http.open(() -> sql.open(ready));
        }
    }

    /** As a run's plan of connections: for HTTP, and for the database in a scenario with SQL only. */
    @Override
    public void connections(int planned) {
        if (http == null) {
            sql.connections(planned);
        } else {
            http.connections(planned);
        }
    }

    @Override
    public PreparedStep prepare(SendStep step) {
        return switch (step) {
            case RequestStep request -> http.prepare(request);
            case SqlStep statements -> sql.prepare(statements);
        };
    }

    @Override
    public DriverHealth health() {
        if (http == null || sql == null) {
            return http == null ? sql.health() : http.health();
        }
        DriverHealth one = http.health();
        DriverHealth other = sql.health();
        return new DriverHealth(
                one.open() + other.open(),
                one.busy() + other.busy(),
                one.waiting() + other.waiting(),
                one.waitingMax() + other.waitingMax());
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        if (sql != null) {
            sql.close();
        }
    }
}
