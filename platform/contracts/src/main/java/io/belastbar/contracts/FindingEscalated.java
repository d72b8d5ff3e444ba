package io.belastbar.contracts;

import java.time.Instant;

/** A rule handed a finding to a role; {@code rule} names the rule, {@code toRole} for example {@code DevOps Engineer}. */
public record FindingEscalated(
        String number,
        String fingerprint,
        String system,
        String rule,
        String toRole,
        Severity severity,
        String reason,
        Instant escalatedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.FINDING_ESCALATED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
