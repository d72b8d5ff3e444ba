package io.belastbar.contracts;

import java.time.Instant;

/** A finding moved from one status to another; {@code changedBy} is the caller, {@code reason} may be null. */
public record FindingStatusChanged(
        String number,
        String fingerprint,
        String system,
        FindingStatus from,
        FindingStatus to,
        String changedBy,
        String reason,
        Instant changedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.FINDING_STATUS_CHANGED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
