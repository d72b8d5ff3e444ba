package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;

/**
 * One lane's drivers as one: requests go to HTTP, statements to PostgreSQL. Either may be null if no step needs it.
 * Waits for a connection are told of only where the scenario does not say how many there are.
 */
final class StepDrivers implements Driver {

    private static final DriverHealth NONE = new DriverHealth(0, 0, 0, 0, 0);

    private final Driver http;
    private final Driver sql;
    private final LoadSizing sizing;
    private final int sqlMax;

    StepDrivers(Driver http, Driver sql, LoadSizing sizing, LaneShare share) {
        this.http = http;
        this.sql = sql;
        this.sizing = sizing;
        this.sqlMax = Math.max(1, share.part(sizing.sqlConnections(Integer.MAX_VALUE)));
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

    /** As a run's plan of connections: for HTTP, and for the database as far as its own plan goes. */
    @Override
    public void connections(int most) {
        if (http != null) {
            http.connections(most);
        }
        if (sql != null) {
            sql.connections(Math.min(most, sqlMax));
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
        DriverHealth one = http == null ? NONE : http.health();
        DriverHealth other = sql == null ? NONE : sql.health();
        return new DriverHealth(
                one.open() + other.open(),
                one.busy() + other.busy(),
                one.waiting() + other.waiting(),
                one.waitingMax() + other.waitingMax(),
                (sizing.areFixed() ? 0 : one.starved()) + (sizing.sqlAreFixed() ? 0 : other.starved()));
    }

    @Override
    public boolean waits() {
        return http != null && http.waits() || sql != null && sql.waits();
    }

    @Override
    public boolean waitsAsAsked() {
        return http != null && sizing.areFixed() && http.waits() || sql != null && sizing.sqlAreFixed() && sql.waits();
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
