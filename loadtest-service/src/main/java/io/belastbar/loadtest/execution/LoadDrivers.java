package io.belastbar.loadtest.execution;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.postgresql.PostgresDriver;
import io.belastbar.load.postgresql.PostgresSettings;
import io.belastbar.load.postgresql.PostgresTarget;
import io.belastbar.load.preflight.PreflightReport;
import io.belastbar.load.preflight.RunPreflight;
import io.belastbar.load.run.LaneDrivers;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.Trust;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.report.Sentence;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.belastbar.web.target.TargetTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Turns a scenario's names into connections: the only place that knows addresses and passwords of targets. */
@ApplicationScoped
public class LoadDrivers {

    private static final long BODY_BUDGET_BYTES = 32L << 20;
    /** A look before the load must not be a load, nor a wait. */
    private static final Duration PREFLIGHT_MAX = Duration.ofSeconds(5);
    /** Each statement has an answer of its own. */
    private static final SqlOptions ONE_BY_ONE = new SqlOptions(1, false, false, null);

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final LoadtestConfig config;

    LoadDrivers(TargetRegistry targets, CredentialStore credentials, LoadtestConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    /**
     * Looks whether the targets would take the load, unless the scenario wants none of it.
     *
     * @throws io.belastbar.web.problem.TargetNotAllowed if a target, its credential or its authority is missing
     */
    PreflightReport preflight(Scenario scenario) {
        if (scenario.withoutPreflight()) {
            return PreflightReport.NONE;
        }
        LoadRunSettings settings = settings(scenario);
        Duration patience = min(settings.timeout(), PREFLIGHT_MAX);
        LaneDrivers http = scenario.target() == null ? null : http(scenario, 1, patience);
        LaneDrivers sql = scenario.database() == null ? null : sql(scenario, ONE_BY_ONE, 1, patience);
        return RunPreflight.run(scenario, EventLoops.of(1), http, sql, PREFLIGHT_MAX);
    }

    /**
     * A load that is ready to be opened and started.
     *
     * @throws io.belastbar.web.problem.TargetNotAllowed if a target, its credential or its authority is missing
     */
    LoadRun prepare(Scenario scenario) {
        LoadRunSettings settings = settings(scenario);
        int lanes = LoadRun.lanes(scenario, settings);
        int connections = LoadRun.connections(scenario, settings).count();
        LaneDrivers http = scenario.target() == null ? null : http(scenario, connections, settings.timeout());
        LaneDrivers sql = scenario.database() == null
                ? null
                : sql(scenario, scenario.sql(), LoadRun.sqlConnections(scenario, settings), settings.timeout());
        LoadRun load = new LoadRun(scenario, settings, EventLoops.of(lanes), http, sql);
        unchecked(scenario).forEach(load::note);
        return load;
    }

    /** Whose certificates nobody looks at. */
    private List<Sentence> unchecked(Scenario scenario) {
        return Stream.of(scenario.target(), scenario.database())
                .filter(Objects::nonNull)
                .map(targets::require)
                .filter(target -> anyCertificate(target) || isUnverified(scenario, target))
                .map(target -> new Sentence(
                        "The certificate of " + target.name() + " was not checked, as "
                                + (anyCertificate(target)
                                        ? "belastbar.targets." + target.name() + ".certificates says"
                                        : "verify-tls of the scenario says")
                                + ": whoever stands between could have answered.",
                        "Das Zertifikat von " + target.name() + " wurde nicht geprüft, wie es "
                                + (anyCertificate(target)
                                        ? "belastbar.targets." + target.name() + ".certificates"
                                        : "verify-tls im Szenario")
                                + " sagt: Wer dazwischensteht, könnte geantwortet haben."))
                .toList();
    }

    private static boolean anyCertificate(Target target) {
        return target.trust().certificates() == TargetTrust.Certificates.ANY;
    }

    private static boolean isUnverified(Scenario scenario, Target target) {
        return "https".equalsIgnoreCase(target.url().getScheme())
                && !scenario.http().verifyTls();
    }

    private LaneDrivers http(Scenario scenario, int connections, Duration timeout) {
        Target registered = targets.require(scenario.target());
        HttpTarget target = HttpTarget.of(registered.url()).trusting(trust(registered));
        return (loop, share) -> new HttpDriver(
                loop,
                target,
                new HttpSettings(
                        scenario.http(),
                        share.part(connections),
                        timeout,
                        config.connectTimeout(),
                        BODY_BUDGET_BYTES / share.of()));
    }

    private LaneDrivers sql(Scenario scenario, SqlOptions options, int connections, Duration timeout) {
        Credentials login = credentials.require(scenario.database());
        Target registered = targets.require(scenario.database());
        PostgresTarget target = PostgresTarget.of(registered.url(), login.username(), login.password())
                .trusting(trust(registered));
        SqlOptions spoken = new SqlOptions(
                options.connections(),
                options.pipelining(),
                options.prepared(),
                scenario.sql().tenantSetting());
        return (loop, share) -> new PostgresDriver(
                loop,
                target,
                new PostgresSettings(
                        spoken,
                        share.part(connections),
                        timeout,
                        min(config.connectTimeout(), timeout),
                        scenario.tenants().variable()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Trust trust(Target target) {
        return new Trust(target.trust().authorities(target.name()), anyCertificate(target));
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
