package io.belastbar.budget.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.run.EvaluationReport;
import io.belastbar.contracts.ObjectiveVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a system keeps its promises.
 *
 * @param runId if only one run was asked for; null otherwise
 * @param score of that run, if the budget that it was held against gives weights; null otherwise
 * @param from the beginning of the period, if one was asked for; null otherwise
 * @param counts promises by verdict, without those that are only shown
 * @param handover the questions of the hand-over checklist that these promises answer; empty if they answer none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComplianceReport(
        String system,
        int budgetVersion,
        Instant budgetChangedAt,
        String budgetChangedBy,
        String runId,
        Score score,
        Instant from,
        Instant asOf,
        Map<ObjectiveVerdict, Long> counts,
        List<ComplianceLine> promises,
        List<CheckItem> handover) {

    /**
     * How much of what counts a run kept; beside the verdict, never instead of it.
     *
     * @param points 0 to 100
     * @param budgetVersion by whose weights
     */
    record Score(int points, int budgetVersion) {

        /** Null if an evaluation has none. */
        static Score of(EvaluationReport evaluation) {
            return evaluation.score() == null ? null : new Score(evaluation.score(), evaluation.budgetVersion());
        }
    }

    /** A question of the hand-over checklist. */
    record CheckItem(String question, String questionGerman, Answer answer) {}

    /** What the promises answer. */
    enum Answer {
        YES,
        NO,
        /** Promised, but not judged yet. */
        OPEN
    }

    /** The promises of which this is said, as the budget orders them. */
    List<ComplianceLine> promises(ObjectiveVerdict verdict) {
        return promises.stream()
                .filter(line -> line.result().verdict() == verdict)
                .toList();
    }

    static Map<ObjectiveVerdict, Long> counts(List<ComplianceLine> lines) {
        return lines.stream()
                .filter(line -> line.objective().terms().counts())
                .collect(Collectors.groupingBy(line -> line.result().verdict(), TreeMap::new, Collectors.counting()));
    }

    /** How many promises count. */
    int counted() {
        return (int) counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long count(ObjectiveVerdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }
}
