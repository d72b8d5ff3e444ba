package io.belastbar.profiling.flip;

import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.workload.Workload;
import io.belastbar.profiling.workload.WorkloadRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements whose plans changed since the last run that had them.
 *
 * @param before how they were planned then
 * @param runId null where no run is analysed: then nothing is compared
 */
public record PlanFlips(Map<KnownPlan.Key, KnownPlan> before, String runId) implements WorkloadRule {
    public PlanFlips {
        before = Map.copyOf(before);
    }

    /** Where no run is analysed. */
    public static PlanFlips none() {
        return new PlanFlips(Map.of(), null);
    }

    @Override
    public List<Diagnosis> diagnose(Workload workload) {
        return workload.statements().stream()
                .flatMap(statement -> flip(statement).stream())
                .filter(PlanFlip::isFinding)
                .map(PlanFlip::diagnosis)
                .toList();
    }

    /** That a statement's plan changed, for better or worse, in one sentence. */
    public Optional<String> change(PlannedStatement statement) {
        return flip(statement).map(PlanFlip::sentence);
    }

    /** How the statements are planned now, for the next run. */
    public List<KnownPlan> now(Workload workload) {
        return runId == null
                ? List.of()
                : workload.statements().stream()
                        .filter(statement -> statement.explained() != null)
                        .map(statement -> KnownPlan.of(statement, runId))
                        .toList();
    }

    private Optional<PlanFlip> flip(PlannedStatement statement) {
        if (runId == null || statement.explained() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(before.get(KnownPlan.Key.of(statement)))
                .filter(known -> !known.runId().equals(runId))
                .map(known -> new PlanFlip(statement, known, KnownPlan.of(statement, runId)))
                .filter(flip -> !flip.before().shape().equals(flip.after().shape()));
    }
}
