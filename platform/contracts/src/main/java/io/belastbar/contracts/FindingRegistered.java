package io.belastbar.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A finding has a number in the register.
 *
 * @param number for example {@code PE-001}; never reused
 * @param foundBy who or what found it
 * @see FindingRaised for the other fields
 */
public record FindingRegistered(
        String number,
        String fingerprint,
        String system,
        String foundBy,
        Instant registeredAt,
        Severity severity,
        String category,
        String regulatoryReference,
        String component,
        String title,
        String description,
        List<String> recommendedMeasures,
        String responsible,
        FindingStatus status,
        Map<String, String> evidence)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.FINDING_REGISTERED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
