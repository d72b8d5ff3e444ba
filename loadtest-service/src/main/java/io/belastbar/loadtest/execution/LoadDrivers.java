package io.belastbar.loadtest.execution;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.postgresql.PostgresDriver;
import io.belastbar.load.postgresql.PostgresSettings;
import io.belastbar.load.postgresql.PostgresTarget;
import io.belastbar.load.run.LaneDrivers;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/** Turns a scenario's names into connections: the only place that knows addresses and passwords of targets. */
@ApplicationScoped
public class LoadDrivers {

    private static final long BODY_BUDGET_BYTES = 32L << 20;

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final LoadtestConfig config;

    LoadDrivers(TargetRegistry targets, CredentialStore credentials, LoadtestConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    /** A load that is ready to be opened and started. */
    LoadRun prepare(Scenario scenario) {
        LoadRunSettings settings = settings(scenario);
        int lanes = LoadRun.lanes(scenario, settings);
        LaneDrivers http = scenario.target() == null ? null : http(scenario, settings);
        LaneDrivers sql = scenario.database() == null ? null : sql(scenario, settings);
        return new LoadRun(scenario, settings, EventLoops.of(lanes), http, sql);
    }

    private LaneDrivers http(Scenario scenario, LoadRunSettings settings) {
        HttpTarget target = HttpTarget.of(targets.require(scenario.target()).url());
        int connections = LoadRun.connections(scenario, settings).count();
        return (loop, share) -> new HttpDriver(
                loop,
                target,
                new HttpSettings(
                        scenario.http(),
                        share.part(connections),
                        settings.timeout(),
                        config.connectTimeout(),
                        BODY_BUDGET_BYTES / share.of()));
    }

    private LaneDrivers sql(Scenario scenario, LoadRunSettings settings) {
        Credentials login = credentials.require(scenario.database());
        URI url = targets.require(scenario.database()).url();
        PostgresTarget target = PostgresTarget.of(url, login.username(), login.password());
        int connections = LoadRun.sqlConnections(scenario, settings);
        return (loop, share) -> new PostgresDriver(
                loop,
                target,
                new PostgresSettings(
                        scenario.sql(),
                        share.part(connections),
                        settings.timeout(),
                        config.connectTimeout(),
                        scenario.tenants().variable()));
    }

    private LoadRunSettings settings(Scenario scenario) {
        Duration timeout = scenario.timeout() == null ? config.requestTimeout() : scenario.timeout();
        return new LoadRunSettings(
                config.lanes(),
                config.maxRequestsPerSecond(),
                timeout,
                config.maxVirtualUsers(),
                config.maxConnections());
    }
}
