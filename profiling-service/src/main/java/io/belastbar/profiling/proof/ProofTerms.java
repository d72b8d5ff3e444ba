package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.copy.CopyLimits;
import io.belastbar.profiling.proof.session.SessionLimits;
import java.time.Duration;

/**
 * How much a proof may take.
 *
 * @param connect connecting to a database
 * @param reading one statement in the target
 * @param working one statement in the copy, or one that makes it or takes it away
 * @param lease how long a copy stays whose owner is silent
 */
public record ProofTerms(Duration connect, Duration reading, Duration working, Duration lease, CopyLimits limits) {

    /** For what is done in the catalogue of the server of copies: making one and taking it away writes much to its disk. */
    public SessionLimits door() {
        return SessionLimits.working(connect, working);
    }
}
