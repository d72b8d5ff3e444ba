package io.belastbar.chaos.dora.facts;

import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a game day was about.
 *
 * @param version of the runbook
 * @param function the critical or important function
 * @param criticality empty if the record does not say it
 * @param legalBasis as the runbook gives it
 * @param rto how long the function may be away
 * @param rpo how much time of stored data may be lost
 */
public record Tested(
        String system,
        String runbook,
        int version,
        String title,
        String function,
        Optional<Criticality> criticality,
        List<String> legalBasis,
        Optional<Duration> rto,
        Optional<Duration> rpo) {
    public Tested {
        legalBasis = List.copyOf(legalBasis);
    }
}
