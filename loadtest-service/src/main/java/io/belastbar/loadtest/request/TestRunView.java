package io.belastbar.loadtest.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.loadtest.run.EndpointReport;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run as the API shows it.
 *
 * @param state QUEUED, RUNNING or FINISHED
 * @param queuePosition 1 is next; only of a queued run
 * @param verdict only of a finished run
 * @param refusedBeforeLoad true if no load was made, because the targets would not have taken it or something is missing: the
 *     reasons say what to mend; missing otherwise
 * @param endpoints only of a finished run, and not in lists
 * @param details likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestRunView(
        String runId,
        String system,
        String scenario,
        int scenarioVersion,
        String target,
        String state,
        Integer queuePosition,
        RunVerdict verdict,
        Boolean refusedBeforeLoad,
        List<String> reasons,
        List<String> reasonsGerman,
        Instant requestedAt,
        String requestedBy,
        Instant startedAt,
        Instant finishedAt,
        long plannedDurationMs,
        int maxVirtualUsers,
        String cancelRequestedBy,
        Map<String, String> labels,
        Double schedulerLatenessP99Ms,
        List<EndpointReport> endpoints,
        @JsonUnwrapped RunDetails details) {

    /** As lists and answers to writes show it. */
    static TestRunView of(TestRun run) {
        return inQueue(run, null);
    }

    /** The same with its position in the queue; null for none. */
    static TestRunView inQueue(TestRun run, Integer position) {
        return of(run, position, null, null);
    }

    /** As it is shown when it has finished. */
    static TestRunView finished(TestRun run, List<EndpointReport> endpoints, RunDetails details) {
        return of(run, null, endpoints, details);
    }

    private static TestRunView of(
            TestRun run, Integer queuePosition, List<EndpointReport> endpoints, RunDetails details) {
        RunState.Finished finished = run.state() instanceof RunState.Finished ended ? ended : null;
        return new TestRunView(
                run.id().toString(),
                run.system(),
                run.scenario(),
                run.scenarioVersion(),
                run.target(),
                run.state().label(),
                queuePosition,
                finished == null ? null : finished.judgement().verdict(),
                finished != null && finished.refused() ? true : null,
                reasons(finished, Sentence::english),
                reasons(finished, Sentence::german),
                run.requestedAt(),
                run.requestedBy(),
                run.startedAt(),
                finished == null ? null : finished.finishedAt(),
                run.plannedDurationMs(),
                run.maxVirtualUsers(),
                run.cancelRequestedBy(),
                run.terms().labels(),
                run.latenessP99Ms(),
                endpoints,
                details);
    }

    private static List<String> reasons(RunState.Finished finished, Function<Sentence, String> language) {
        return finished == null
                ? null
                : finished.judgement().reasons().stream().map(language).toList();
    }
}
