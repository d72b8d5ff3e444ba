package io.belastbar.loadtest.execution;

import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.ScenarioRepository;
import io.belastbar.loadtest.catalog.ScenarioResource;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.driver.LoadClient;
import io.belastbar.loadtest.driver.LoadSettings;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.result.RunJudgement;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.scenario.Scenario;
import io.belastbar.loadtest.scenario.ScenarioParser;
import io.belastbar.web.target.TargetRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs one load test from the first request to the stored result. Blocking; for a virtual thread of its own. However it
 * ends, what was measured is stored: for as long as PostgreSQL is away it stays in memory and storing is tried again.
 */
@ApplicationScoped
public class ExecuteRunJob {

    private static final Logger LOG = Logger.getLogger(ExecuteRunJob.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration TICK_AT_END = Duration.ofMillis(200);
    private static final int TICKS_PER_EVENT = 5;

    private final ScenarioRepository scenarios;
    private final RunStoreClient store;
    private final LoadMetricsPublisher metrics;
    private final TargetRegistry targets;
    private final LoadtestConfig config;
    private final Vertx vertx;
    private final Clock clock = Clock.systemUTC();

    ExecuteRunJob(
            ScenarioRepository scenarios,
            RunStoreClient store,
            LoadMetricsPublisher metrics,
            TargetRegistry targets,
            LoadtestConfig config,
            Vertx vertx) {
        this.scenarios = scenarios;
        this.store = store;
        this.metrics = metrics;
        this.targets = targets;
        this.config = config;
        this.vertx = vertx;
    }

    void execute(ActiveRun active) {
        TestRun run = active.run();
        RunOutcome outcome = broken("The run broke off by a fault of loadtest-service; see its log.");
        try {
            outcome = drive(active);
        } finally {
            metrics.ended(run.id());
            boolean stored = store.finishUntilStored(run, outcome, active.log().unstored());
            LOG.infof(
                    "Test run ended: system=%s runId=%s verdict=%s stored=%s",
                    run.system(), run.id(), outcome.judgement().verdict(), stored);
        }
    }

    private RunOutcome drive(ActiveRun active) {
        TestRun run = active.run();
        Optional<StoredScenario> stored = store.attemptFor(
                config.storageGoneAfter(),
                () -> scenarios.version(run.system(), run.scenario(), run.scenarioVersion()),
                Optional.empty());
        if (stored.isEmpty()) {
            return broken("The scenario could not be read from PostgreSQL.");
        }
        Scenario scenario = ScenarioParser.parse(stored.get().document(), ScenarioResource.limits(config));
        URI target = targets.require(scenario.target()).url();
        try (LoadClient load = new LoadClient(vertx, scenario, target, settings())) {
            RunEnd end = supervise(active, load, scenario);
            load.stop();
            return RunOutcome.of(clock.instant(), end, load.measurement(), scenario.duration(), config.latenessLimit());
        }
    }

    private RunEnd supervise(ActiveRun active, LoadClient load, Scenario scenario) {
        long origin = load.start();
        long plannedEnd = origin + scenario.duration().toNanos();
        ProgressTally tally = new ProgressTally(origin);
        StorageWatch storage = new StorageWatch(System.nanoTime());
        for (long ticks = 1; ; ticks++) {
            Optional<RunEnd> interruption = active.awaitInterruption(tick(plannedEnd));
            Sample sample = tally.next(active.log().nextId(), load.progress(), System.nanoTime(), clock.instant());
            active.log().add(sample.point());
            metrics.publish(active.run().id(), sample);
            if (interruption.isPresent()) {
                return interruption.get();
            }
            if (sample.idle() && System.nanoTime() >= plannedEnd) {
                return new RunEnd.Completed();
            }
            if (sample.targetAbsent().compareTo(config.targetGoneAfter()) >= 0) {
                return new RunEnd.TargetGone(scenario.target(), sample.targetAbsent());
            }
            boolean stored = keepState(active, ticks % TICKS_PER_EVENT == 0);
            Duration silence = storage.silence(stored, System.nanoTime());
            if (silence.compareTo(config.storageGoneAfter()) >= 0) {
                return new RunEnd.StorageGone(silence);
            }
        }
    }

    /** The heartbeat every time, and the points with their event now and then; false if PostgreSQL did not take it. */
    private boolean keepState(ActiveRun active, boolean withEvent) {
        Optional<Optional<String>> beat = store.heartbeat(active.run().id(), clock.instant());
        beat.flatMap(cancelledBy -> cancelledBy).ifPresent(by -> active.interrupt(new RunEnd.Cancelled(by)));
        if (beat.isEmpty() || !withEvent) {
            return beat.isPresent();
        }
        List<RunProgress> points = active.log().unstored();
        boolean stored = store.progress(active.run(), points);
        if (stored) {
            active.log().storedUpTo(points.getLast().id());
        }
        return stored;
    }

    private static Duration tick(long plannedEndNanos) {
        long left = plannedEndNanos - System.nanoTime();
        if (left <= 0) {
            return TICK_AT_END;
        }
        return left < TICK.toNanos() ? Duration.ofNanos(left) : TICK;
    }

    private LoadSettings settings() {
        return new LoadSettings(
                config.lanes(),
                config.maxRequestsPerSecond(),
                config.requestTimeout(),
                config.connectTimeout(),
                config.bodyLimitBytes(),
                config.bodyBudgetBytes());
    }

    private RunOutcome broken(String detail) {
        return RunOutcome.without(clock.instant(), RunJudgement.lost(new RunEnd.Broken(detail)));
    }
}
