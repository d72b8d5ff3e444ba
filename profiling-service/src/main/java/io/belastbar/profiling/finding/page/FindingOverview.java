package io.belastbar.profiling.finding.page;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.Finding;
import java.util.List;
import java.util.function.Predicate;

/**
 * A system's part of the register.
 *
 * @param findings as they are to be shown: undecided first, then the worst, then the newest; perhaps not all
 * @param counts of all
 */
public record FindingOverview(String system, List<Finding> findings, List<Count> counts) {

    /** How many findings there are of a kind. */
    public record Count(FindingStatus status, Severity severity, long findings) {}

    List<Finding> undecided() {
        return findings.stream()
                .filter(finding -> finding.status().isUndecided())
                .toList();
    }

    List<Finding> decided() {
        return findings.stream()
                .filter(finding -> !finding.status().isUndecided())
                .toList();
    }

    long count(Predicate<Count> kind) {
        return counts.stream().filter(kind).mapToLong(Count::findings).sum();
    }
}
