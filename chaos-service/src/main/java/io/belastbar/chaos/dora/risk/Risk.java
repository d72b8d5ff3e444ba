package io.belastbar.chaos.dora.risk;

import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry for a register of risks.
 *
 * @param id the same as long as the cause is
 * @param function the critical or important function
 * @param scenario the runbook
 * @param gameDay which shows it; empty: none does, because there was none
 * @param owner who has a role that operates what is tested, by the runbook
 * @param due until when a test must show otherwise; empty: nobody said how often it is due
 */
public record Risk(
        String id,
        Cause cause,
        String function,
        String scenario,
        Sentence risk,
        Sentence evidence,
        Optional<UUID> gameDay,
        Residual residual,
        String owner,
        Optional<Instant> due) {

    /** Why it stands there. */
    public enum Cause {
        FAILED,
        OVERDUE,
        NEVER_TESTED,
        /** The last test was aborted or inconclusive. */
        SAYS_NOTHING,
        /** Only tests with a reservation cover it. */
        ONLY_MARKED,
        NOT_SCHEDULED,
        UNREADABLE,
        RUNBOOK_GONE
    }

    /** What remains until a test shows otherwise. */
    public enum Residual {
        LOW,
        MEDIUM,
        HIGH
    }
}
