package io.belastbar.budget.escalation.course;

import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.UUID;

/**
 * Where an escalation stands, as far as time decides what comes next.
 *
 * @param severity as it was told
 * @param signalAt when what it tells of happened last; null if nobody said
 * @param toldAt when it is, or was, told last
 * @param acknowledgedAt null while nobody looks after it
 * @param closedAt when its cause was over or decided on; null while it is not
 */
public record Standing(
        UUID id,
        Severity severity,
        Instant escalatedAt,
        Instant signalAt,
        Instant toldAt,
        Instant acknowledgedAt,
        Instant closedAt) {

    boolean acknowledged() {
        return acknowledgedAt != null;
    }

    boolean closed() {
        return closedAt != null;
    }

    boolean isWorse(Severity other) {
        return other.compareTo(severity) < 0;
    }
}
