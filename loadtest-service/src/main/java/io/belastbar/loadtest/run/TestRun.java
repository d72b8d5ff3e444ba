package io.belastbar.loadtest.run;

import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.TestRunProgressed;
import io.belastbar.contracts.TestRunStarted;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A load test that somebody asked for.
 *
 * @param scenarioVersion of the stored document; {@link #IMPORTED} for none
 * @param cancelRequestedBy who wants it to end; null for nobody
 * @param latenessP99Ms of the generator; null before the end
 */
public record TestRun(
        UUID id,
        String system,
        String scenario,
        int scenarioVersion,
        String target,
        RunState state,
        RunTerms terms,
        Instant requestedAt,
        String requestedBy,
        long plannedDurationMs,
        int maxVirtualUsers,
        String cancelRequestedBy,
        Double latenessP99Ms) {

    /** Instead of a version, for what another load tester measured. */
    public static final int IMPORTED = 0;

    TestRun inState(RunState next) {
        return new TestRun(
                id,
                system,
                scenario,
                scenarioVersion,
                target,
                next,
                terms,
                requestedAt,
                requestedBy,
                plannedDurationMs,
                maxVirtualUsers,
                cancelRequestedBy,
                latenessP99Ms);
    }

    /** The same from when its load begins. */
    public TestRun beganAt(Instant firstRequestDue) {
        return inState(state.beginLoad(firstRequestDue));
    }

    public boolean finished() {
        return state instanceof RunState.Finished;
    }

    /**
     * When the first request was due; of a run whose load has not begun when it was taken, and null of one that nobody has
     * taken.
     */
    public Instant startedAt() {
        return switch (state) {
            case RunState.Queued() -> null;
            case RunState.Running(Instant startedAt) -> startedAt;
            case RunState.Finished finished -> finished.startedAt();
        };
    }

    /** As a result names it; a run that never began has no start. */
    public RunIdentity identity(Duration offeredFor) {
        return new RunIdentity(id.toString(), system, scenario, scenarioVersion, target, startedAt(), offeredFor);
    }

    public TestRunStarted started(Instant at) {
        return new TestRunStarted(
                id.toString(), system, scenario, target, at, plannedDurationMs, maxVirtualUsers, requestedBy);
    }

    public TestRunProgressed progressed(RunProgress point) {
        return new TestRunProgressed(
                id.toString(),
                system,
                point.at(),
                point.elapsedMs(),
                point.virtualUsers(),
                point.requests(),
                point.errors(),
                point.p95LatencyMs());
    }

    /** A run that never began says that it began when it ended. */
    public TestRunFinished finished(RunOutcome outcome) {
        return new TestRunFinished(
                id.toString(),
                system,
                scenario,
                target,
                startedAt() == null ? outcome.finishedAt() : startedAt(),
                outcome.finishedAt(),
                outcome.judgement().verdict(),
                outcome.judgement().reasons().stream().map(Sentence::english).toList(),
                maxVirtualUsers,
                outcome.latenessP99Ms(),
                outcome.endpoints().stream().map(EndpointReport::result).toList(),
                terms.labels(),
                outcome.shape() == null ? List.of() : outcome.shape().covers());
    }

    /**
     * What people want of a running load.
     *
     * @param cancelledBy who wants it to end; null for nobody
     * @param change the latest wish for its load; null for none
     * @param changeNumber grows with each wish
     * @param notAfter when it ends at the latest; null: with its scenario
     */
    public record RunOrders(String cancelledBy, LoadChange change, int changeNumber, Instant notAfter) {

        /** Of a run that is not running any more: somebody else has ended it. */
        public static final RunOrders GONE = new RunOrders(null, null, -1, null);
    }

    /**
     * On which terms a run was accepted.
     *
     * @param parallel it may run beside another run of its system
     * @param budget its caller wants thresholds from the budget of the system, whether or not the scenario does
     * @param labels what is tested, as the caller names it: {@code commit}, {@code version}, {@code branch}; never null
     * @param notAfter when it ends at the latest, begun or not; null: with its scenario
     */
    public record RunTerms(boolean parallel, boolean budget, Map<String, String> labels, Instant notAfter) {

        public RunTerms {
            labels = Map.copyOf(labels);
        }
    }
}
