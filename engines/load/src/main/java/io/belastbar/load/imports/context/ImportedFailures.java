package io.belastbar.load.imports.context;

import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why requests of an import failed, as far as the other tool says. Bounded like the log of a run of our own. */
public final class ImportedFailures {

    private final FailureLog log = new FailureLog();
    private final Map<StepInfo, Integer> steps = new LinkedHashMap<>();

    /**
     * Counts one failed request.
     *
     * @param code HTTP status; empty: none was told
     * @param message in the tool's words; may be empty
     */
    public void add(StepInfo step, ErrorClass error, String code, String message) {
        int index = steps.computeIfAbsent(step, none -> steps.size());
        if (!log.counts(index, error, code)) {
            log.add(new FailureCause(index, error, code, message, 1));
        }
    }

    /** The result with these causes. */
    public RunResult in(RunResult result) {
        List<StepInfo> known = List.copyOf(steps.keySet());
        List<FailureCause> causes = log.causes().stream()
                .map(cause -> new FailureCause(
                        result.steps().indexOf(known.get(cause.step())),
                        cause.error(),
                        cause.code(),
                        cause.message(),
                        cause.count()))
                .toList();
        return new RunResult(
                result.identity(),
                result.provenance(),
                result.steps(),
                result.tenants(),
                result.seconds(),
                result.totals(),
                result.generator(),
                causes);
    }
}
