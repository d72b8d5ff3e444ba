package io.belastbar.loadtest.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteEngineRegistry;
import io.belastbar.loadtest.remote.RemoteLook;
import io.belastbar.loadtest.remote.RemoteRun;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a load test on somebody else's engine and judges what came back by the same thresholds. Blocking; for the run's
 * own thread.
 */
@ApplicationScoped
public class RemoteLoad {

    private static final int LOOKS_PER_EVENT = 5;
    /** For an engine that makes its agents or pods first. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private final RemoteEngineRegistry engines;
    private final TargetRegistry targets;
    private final RunStore store;
    private final LoadtestConfig config;
    private final Clock clock = Clock.systemUTC();

    RemoteLoad(RemoteEngineRegistry engines, TargetRegistry targets, RunStore store, LoadtestConfig config) {
        this.engines = engines;
        this.targets = targets;
        this.store = store;
        this.config = config;
    }

    /** {@code budget} as budget-service shows it, or null. */
    RunOutcome run(ActiveRun active, Scenario scenario, JsonNode budget) {
        TestRun run = active.run();
        String engine = scenario.engine().name().toLowerCase(Locale.ROOT).replace('_', '-');
        store.shape(run, RunShape.of(scenario, new Provenance(engine, "", "", List.of()), budget));
        URI target = targets.require(scenario.mainTarget()).url();
        Supervision supervision = new Supervision(active, scenario);
        active.began(clock.instant());
        try {
            RunResult result = engines.require(scenario.engine())
                    .run(
                            new RemoteRun(run.id().toString(), run.system(), run.scenarioVersion(), scenario, target),
                            supervision::goesOn);
            return judged(scenario, budget, result, supervision.end());
        } catch (RemoteEngineFailure failure) {
            Early end = supervision.interruption().orElse(new Early(failure.sentence()));
            return RunOutcome.unstarted(clock.instant(), end);
        }
    }

    private RunOutcome judged(Scenario scenario, JsonNode budget, RunResult result, RunEnding end) {
        RunShape shape = new RunShape(result.steps(), result.tenants(), result.provenance(), budget, scenario.covers());
        return RunOutcome.judged(
                clock.instant(),
                end,
                result,
                shape,
                shape.thresholds(scenario),
                new GeneratorLimits(config.latenessLimit()));
    }

    /** As if this service made the load, without its cap, which others do not know. */
    private Duration longestAfterEnd(Scenario scenario) {
        Duration timeout = scenario.timeout() == null ? config.requestTimeout() : scenario.timeout();
        return new LoadSizing(scenario, config.maxVirtualUsers(), config.maxConnections())
                .longestAfterEnd(timeout, Double.POSITIVE_INFINITY);
    }

    /** What is done about every second while the other side makes the load. */
    private final class Supervision {

        private final ActiveRun active;
        private final Instant startedAt = clock.instant();
        private final long startedNanos = System.nanoTime();
        private final StorageWatch storage = new StorageWatch(System.nanoTime());
        private final Duration longest;
        private final Duration planned;
        private Early givenUp;
        private long looks;

        Supervision(ActiveRun active, Scenario scenario) {
            this.active = active;
            this.planned = scenario.duration();
            this.longest = planned.plus(longestAfterEnd(scenario)).plus(START_PATIENCE);
        }

        boolean goesOn(RemoteLook look) {
            if (!Double.isNaN(look.p99Ms())) {
                active.log().look(look, Duration.between(startedAt, clock.instant()), clock.instant());
            }
            Duration silence = storage.silence(
                    store.keepState(active, clock.instant(), ++looks % LOOKS_PER_EVENT == 0), System.nanoTime());
            Duration sinceStart = Duration.ofNanos(System.nanoTime() - startedNanos);
            if (silence.compareTo(config.storageGoneAfter()) >= 0) {
                givenUp = RunEnd.storageGone(silence);
            } else if (sinceStart.compareTo(longest) >= 0) {
                givenUp = RunEnd.didNotEnd(sinceStart.minus(planned));
            }
            return interruption().isEmpty();
        }

        /** Why the run was ended before its time. */
        Optional<Early> interruption() {
            return givenUp == null ? active.awaitInterruption(Duration.ZERO) : Optional.of(givenUp);
        }

        RunEnding end() {
            return interruption().<RunEnding>map(early -> early).orElseGet(RunEnding.Completed::new);
        }
    }
}
