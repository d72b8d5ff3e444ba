package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        Map<String, String> evidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) FindingDetails details)
        implements EventData {

    /** With nothing beside. */
    public FindingRegistered(
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
            Map<String, String> evidence) {
        this(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                severity,
                category,
                regulatoryReference,
                component,
                title,
                description,
                recommendedMeasures,
                responsible,
                status,
                evidence,
                null);
    }

    @Override
    public EventType eventType() {
        return EventType.FINDING_REGISTERED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
