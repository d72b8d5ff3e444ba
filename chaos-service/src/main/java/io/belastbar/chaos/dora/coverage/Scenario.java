package io.belastbar.chaos.dora.coverage;

import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A runbook, as far as its tests are due.
 *
 * @param purpose empty: this version of the service does not read the runbook
 * @param storedFirst when it was stored the first time: from then on its first test is due
 */
public record Scenario(String runbook, Optional<Purpose> purpose, List<Participant> participants, Instant storedFirst) {
    public Scenario {
        participants = List.copyOf(participants);
    }
}
