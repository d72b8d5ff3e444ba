package io.belastbar.chaos.dora.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who had which part in a game day, by the names with which they call the service.
 *
 * @param planned wrote the runbook's version that was played; empty: nobody knows
 * @param ran began it
 * @param confirmed said that manual steps are done, or not
 * @param approved let faults be injected
 * @param signedOff audited its record
 * @param named those whom the runbook names
 */
public record People(
        Optional<String> planned,
        String ran,
        Set<String> confirmed,
        Set<String> approved,
        Set<String> signedOff,
        List<Named> named) {
    public People {
        confirmed = Set.copyOf(confirmed);
        approved = Set.copyOf(approved);
        signedOff = Set.copyOf(signedOff);
        named = List.copyOf(named);
    }

    /** @param principal empty: the runbook does not say under which name this person calls the service */
    public record Named(String name, String role, Optional<String> principal) {}
}
