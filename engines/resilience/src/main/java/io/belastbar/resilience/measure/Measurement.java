package io.belastbar.resilience.measure;

import java.util.List;

/** What a history shows. */
public record Measurement(
        Timeline timeline, RecoveryTime recoveryTime, DataLoss dataLoss, Writes writes, List<Finding> findings) {

    public Measurement {
        findings = List.copyOf(findings);
    }

    /** Whether somebody read what the new primary has. */
    public boolean isReadBack() {
        return !dataLoss.equals(new DataLoss.Unknown(DataLoss.Why.NO_READ_BACK));
    }
}
