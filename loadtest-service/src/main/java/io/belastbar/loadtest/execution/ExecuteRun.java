package io.belastbar.loadtest.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.contracts.Origin;
import io.belastbar.document.InvalidInput;
import io.belastbar.load.evaluation.NeededSeconds;
import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdWatch;
import io.belastbar.load.preflight.PreflightReport;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.RunSnapshot;
import io.belastbar.load.run.RunTally;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.load.threshold.BudgetScope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.budget.BudgetAnswer;
import io.belastbar.loadtest.budget.BudgetClient;
import io.belastbar.loadtest.catalog.Scenarios;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.report.Sentence;
import io.belastbar.web.document.Reading;
import io.belastbar.web.problem.TargetNotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs one load test from the first request to the stored result. Blocking; for the thread of its worker. However it
 * ends, what was measured is stored: for as long as PostgreSQL is away it stays in memory and storing is tried again.
 */
@ApplicationScoped
public class ExecuteRun {

    private static final Logger LOG = Logger.getLogger(ExecuteRun.class);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(10);
    private static final Duration TICK_AT_END = Duration.ofMillis(200);
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** A second is collected this long after its end, when the lanes have their samples together. */
    private static final long AFTER_SECOND_NANOS = 20_000_000L;

    private static final int TICKS_PER_EVENT = 5;

    private final Scenarios scenarios;
    private final RunStore store;
    private final LoadMetricsPublisher metrics;
    private final LoadDrivers drivers;
    private final BudgetClient budgets;
    private final RemoteLoad elsewhere;
    private final LoadtestConfig config;
    private final Clock clock = Clock.systemUTC();

    ExecuteRun(
            Scenarios scenarios,
            RunStore store,
            LoadMetricsPublisher metrics,
            LoadDrivers drivers,
            BudgetClient budgets,
            RemoteLoad elsewhere,
            LoadtestConfig config) {
        this.scenarios = scenarios;
        this.store = store;
        this.metrics = metrics;
        this.drivers = drivers;
        this.budgets = budgets;
        this.elsewhere = elsewhere;
        this.config = config;
    }

    /** False if the result could not be stored before the service had to stop. */
    boolean execute(ActiveRun active) {
        TestRun run = active.run();
        StoredEnd stored = StoredEnd.NOT_STORED;
        RunOutcome outcome = broken(new Sentence(
                "The run broke off by a fault of loadtest-service; see its log.",
                "Der Lauf brach durch einen Fehler von loadtest-service ab; siehe dessen Protokoll."));
        try {
            outcome = drive(active);
        } finally {
            active.steer(null);
            metrics.ended(run.id());
            stored = store.finishUntilStored(active.run(), outcome, active.log().unstored());
            LOG.infof(
                    "Test run ended: system=%s runId=%s verdict=%s stored=%s",
                    run.system(), run.id(), outcome.judgement().verdict(), stored.label());
        }
        return stored != StoredEnd.NOT_STORED;
    }

    private RunOutcome drive(ActiveRun active) {
        TestRun run = active.run();
        Optional<StoredScenario> stored = store.attemptFor(
                config.storageGoneAfter(),
                () -> scenarios.version(run.system(), run.scenario(), run.scenarioVersion()),
                Optional.empty());
        if (stored.isEmpty()) {
            return broken(new Sentence(
                    "The scenario could not be read from PostgreSQL.",
                    "Das Szenario konnte nicht aus PostgreSQL gelesen werden."));
        }
        if (stored.get().reading() instanceof Reading.Unread<?>(String reason)) {
            return RunOutcome.refused(clock.instant(), null, List.of(noLoad(reason)));
        }
        Scenario scenario = stored.get().scenario();
        boolean held = scenario.budget() || run.terms().budget();
        BudgetAnswer budget = held ? budgets.ask(run.system()) : null;
        if (budget instanceof BudgetAnswer.Unknown(String reason)) {
            return broken(new Sentence(
                    "The run is to be held to the budget, but " + reason + ".",
                    "Der Lauf soll am Budget gemessen werden, aber es war nicht zu bekommen: " + reason + "."));
        }
        JsonNode promised = budget instanceof BudgetAnswer.Known(JsonNode known)
                ? scope(run, scenario).beside(known)
                : null;
        RunShape shape = RunShape.of(scenario, Provenance.own(version()), promised);
        try {
            scenarios.requireAllowed(scenario);
            if (scenario.engine() != EngineKind.BELASTBAR) {
                return elsewhere.run(active, scenario, promised);
            }
            store.shape(run, shape);
            List<Sentence> refusals = refusals(active, scenario);
            return refusals.isEmpty()
                    ? load(active, scenario, shape)
                    : RunOutcome.refused(clock.instant(), shape, refusals);
        } catch (TargetNotAllowed | InvalidInput notAnyMore) {
            // The configuration has changed since the run was accepted.
            return RunOutcome.refused(clock.instant(), null, List.of(noLoad(notAnyMore.getMessage())));
        }
    }

    /** What of the budget the run should show. While PostgreSQL cannot say what scenarios call, none is misspelt. */
    private BudgetScope scope(TestRun run, Scenario scenario) {
        List<String> called = store.attemptFor(
                config.storageGoneAfter(), () -> scenarios.calledEndpoints(run.system()), List.<String>of());
        return new BudgetScope(
                scenario.covers(), called, Origin.of(run.terms().labels()).testbed());
    }

    private static Sentence noLoad(String reason) {
        return new Sentence("No load was made: " + reason + ".", "Es wurde keine Last erzeugt: " + reason + ".");
    }

    /** Why the load would be in vain; what is found besides becomes a note. */
    private List<Sentence> refusals(ActiveRun active, Scenario scenario) {
        PreflightReport found = drivers.preflight(scenario);
        active.found(found.notes());
        return found.refusals();
    }

    private RunOutcome load(ActiveRun active, Scenario scenario, RunShape shape) {
        List<Threshold> thresholds = shape.thresholds(scenario);
        if (ThresholdEvaluation.needsSeconds(thresholds)) {
            active.log().keep(new NeededSeconds(thresholds, shape.steps(), shape.tenants())::of);
        }
        ThresholdWatch watch = new ThresholdWatch(thresholds, shape.steps(), shape.tenants());
        try (LoadRun load = drivers.prepare(scenario)) {
            active.foundBefore().forEach(load::note);
            load.open(OPEN_PATIENCE);
            long origin = load.start();
            active.began(clock.instant().plusNanos(origin - System.nanoTime()));
            active.steer(load::change);
            RunEnding end = supervise(active, load, origin, watch);
            long offeredUntil =
                    Math.min(System.nanoTime(), origin + scenario.duration().toNanos());
            collect(active, load.stop(), load.tally());
            Duration offeredFor = Duration.ofNanos(Math.max(1, offeredUntil - origin));
            return judged(active, end, load.tally(), shape, thresholds, offeredFor);
        }
    }

    private RunOutcome judged(
            ActiveRun active,
            RunEnding end,
            RunTally tally,
            RunShape shape,
            List<Threshold> thresholds,
            Duration offeredFor) {
        RunResult result = new RunResult(
                active.run().identity(offeredFor),
                shape.provenance(),
                shape.steps(),
                shape.tenants(),
                active.log().seconds(),
                tally.totals(),
                tally.generator(),
                tally.failures());
        return RunOutcome.judged(
                clock.instant(), end, result, shape, thresholds, new GeneratorLimits(config.latenessLimit()));
    }

    private RunEnding supervise(ActiveRun active, LoadRun load, long origin, ThresholdWatch watch) {
        Scenario scenario = load.scenario();
        long plannedEnd = origin + scenario.duration().toNanos();
        EndRule rule = new EndRule(scenario.mainTarget(), config.targetGoneAfter(), plannedEnd, load.hardEnd(origin));
        StorageWatch storage = new StorageWatch(System.nanoTime());
        load.sendUntil(origin + config.instanceLostAfter().toNanos());
        for (long ticks = 1; ; ticks++) {
            Optional<Early> interruption = active.awaitInterruption(untilNext(origin, plannedEnd));
            RunSnapshot look = load.snapshot();
            collect(active, look, load.tally());
            Optional<RunEnding> ending = rule.ending(interruption, broken(watch, look), look, System.nanoTime());
            if (ending.isPresent()) {
                look.fault()
                        .ifPresent(fault -> LOG.errorf(
                                fault,
                                "The load generator cannot go on: runId=%s",
                                active.run().id()));
                return ending.get();
            }
            long beat = System.nanoTime();
            boolean stored = store.keepState(active, clock.instant(), ticks % TICKS_PER_EVENT == 0);
            if (stored) {
                load.sendUntil(beat + config.instanceLostAfter().toNanos());
            }
            Duration silence = storage.silence(stored, System.nanoTime());
            if (silence.compareTo(config.storageGoneAfter()) >= 0) {
                return RunEnd.storageGone(silence);
            }
        }
    }

    /** Every second is shown to the watch, and the first breach counts. */
    private static Optional<ThresholdResult> broken(ThresholdWatch watch, RunSnapshot look) {
        Optional<ThresholdResult> first = Optional.empty();
        for (SecondResult second : look.seconds()) {
            Optional<ThresholdResult> found = watch.after(second);
            first = first.isPresent() ? first : found;
        }
        return first;
    }

    private void collect(ActiveRun active, RunSnapshot look, RunTally tally) {
        active.log().failed(tally.failures(), tally::stepName);
        for (SecondResult second : look.seconds()) {
            Cell total = second.total();
            active.log().add(second, total, clock.instant());
            metrics.publish(active.run().id(), second, total);
        }
    }

    /** To shortly after the end of the second; after the plan's end more often, since nothing but answers is awaited. */
    private static Duration untilNext(long origin, long plannedEnd) {
        long now = System.nanoTime();
        if (now >= plannedEnd) {
            return TICK_AT_END;
        }
        long elapsed = Math.max(0, now - origin - AFTER_SECOND_NANOS);
        long next = origin + (elapsed / SECOND_NANOS + 1) * SECOND_NANOS + AFTER_SECOND_NANOS;
        return Duration.ofNanos(Math.max(1_000_000, Math.min(next, plannedEnd + AFTER_SECOND_NANOS) - now));
    }

    private static String version() {
        String version = ExecuteRun.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private RunOutcome broken(Sentence detail) {
        return RunOutcome.unstarted(clock.instant(), new Early(detail));
    }
}
