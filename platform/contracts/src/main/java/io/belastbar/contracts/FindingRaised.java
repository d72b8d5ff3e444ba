package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody saw something wrong. Any service may say so; profiling-service registers it under a number.
 *
 * @param fingerprint same cause, same fingerprint: the register counts occurrences instead of duplicating
 * @param system the system under test, for example {@code smartbav}
 * @param source the service that raised it, for example {@code budget-service}
 * @param category for example {@code Performance}, {@code Resilience}, {@code Capacity}
 * @param regulatoryReference for example {@code DORA Art. 24}; may be null
 * @param component what is affected: an endpoint, a table, a dependency
 * @param recommendedMeasures what to do, in order
 * @param responsible a role, for example {@code Backend Engineer}
 * @param evidence facts in a machine's hands, for example {@code runId}, {@code observed}, {@code limit}
 * @param details what can be said beside; null for nothing
 * @param formerFingerprints by which earlier versions of the source knew this cause: a finding that the register has under
 *     one of them, and that nobody took over, takes the new fingerprint and keeps number, status and history; never null
 */
public record FindingRaised(
        String fingerprint,
        String system,
        String source,
        Instant raisedAt,
        Severity severity,
        String category,
        String regulatoryReference,
        String component,
        String title,
        String description,
        List<String> recommendedMeasures,
        String responsible,
        Map<String, String> evidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) FindingDetails details,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> formerFingerprints)
        implements EventData {

    public FindingRaised {
        formerFingerprints = formerFingerprints == null ? List.of() : List.copyOf(formerFingerprints);
    }

    /** With nothing beside. */
    public FindingRaised(
            String fingerprint,
            String system,
            String source,
            Instant raisedAt,
            Severity severity,
            String category,
            String regulatoryReference,
            String component,
            String title,
            String description,
            List<String> recommendedMeasures,
            String responsible,
            Map<String, String> evidence) {
        this(
                fingerprint,
                system,
                source,
                raisedAt,
                severity,
                category,
                regulatoryReference,
                component,
                title,
                description,
                recommendedMeasures,
                responsible,
                evidence,
                null,
                List.of());
    }

    /**
     * A finding in the making.
     *
     * @param fingerprint see {@link Fingerprint}
     * @param source the service that raises it
     */
    public static FindingBuilder of(String fingerprint, String system, String source) {
        return new FindingBuilder(fingerprint, system, source);
    }

    @Override
    public EventType eventType() {
        return EventType.FINDING_RAISED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
