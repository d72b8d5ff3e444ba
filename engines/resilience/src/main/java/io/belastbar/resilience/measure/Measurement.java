package io.belastbar.resilience.measure;

import java.util.List;
import java.util.Optional;

/**
 * What a history shows.
 *
 * @param recoverable how many of the lost rows a former primary's data have; empty if nobody read them, or if it is not
 *     known what is lost
 */
public record Measurement(
        Timeline timeline,
        RecoveryTime recoveryTime,
        DataLoss dataLoss,
        Optional<Long> recoverable,
        Writes writes,
        List<Finding> findings) {

    public Measurement {
        findings = List.copyOf(findings);
    }

    /** Whether somebody read what the new primary has. */
    public boolean isReadBack() {
        return !dataLoss.equals(new DataLoss.Unknown(DataLoss.Why.NO_READ_BACK));
    }
}
