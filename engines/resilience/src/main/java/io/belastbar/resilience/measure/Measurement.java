package io.belastbar.resilience.measure;

import java.util.List;

/** What a history shows. */
public record Measurement(
        Timeline timeline, RecoveryTime recoveryTime, DataLoss dataLoss, Writes writes, List<Finding> findings) {

    public Measurement {
        findings = List.copyOf(findings);
    }
}
