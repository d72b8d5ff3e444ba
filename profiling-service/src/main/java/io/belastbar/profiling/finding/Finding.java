package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An entry of the register, with the fields that the finding template asks for.
 *
 * @param number for example {@code PE-001}; given once, never reused
 * @param fingerprint the cause; the same cause seen again is the same finding
 * @param foundBy the service that raised it
 * @param registeredAt the finding's date
 * @param occurrences how often it was seen
 * @param statusChangedAt when the status last changed; sightings from before do not reopen a resolved finding
 * @param version counts changes, for conditional requests
 */
public record Finding(
        String number,
        String fingerprint,
        String system,
        String foundBy,
        Instant registeredAt,
        Instant lastSeenAt,
        int occurrences,
        Severity severity,
        String category,
        String regulatoryReference,
        String component,
        String title,
        String description,
        List<String> recommendedMeasures,
        String responsible,
        FindingStatus status,
        Instant statusChangedAt,
        Map<String, String> evidence,
        int version) {

    public Finding {
        recommendedMeasures = recommendedMeasures == null ? List.of() : List.copyOf(recommendedMeasures);
        evidence = evidence == null ? Map.of() : Map.copyOf(evidence);
    }

    /** This finding after one more sighting: newest text and evidence, worse severity. */
    Finding seen(FindingRaised raised) {
        boolean newer = raised.raisedAt().isAfter(lastSeenAt);
        return new Finding(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                newer ? raised.raisedAt() : lastSeenAt,
                occurrences + 1,
                severity.compareTo(raised.severity()) <= 0 ? severity : raised.severity(),
                category,
                regulatoryReference,
                component,
                newer ? raised.title() : title,
                newer ? raised.description() : description,
                newer ? raised.recommendedMeasures() : recommendedMeasures,
                responsible,
                status,
                statusChangedAt,
                newer ? raised.evidence() : evidence,
                version + 1);
    }

    /** This finding after its status changed. */
    Finding withStatus(FindingStatus to, Instant at) {
        return new Finding(
                number,
                fingerprint,
                system,
                foundBy,
                registeredAt,
                lastSeenAt,
                occurrences,
                severity,
                category,
                regulatoryReference,
                component,
                title,
                description,
                recommendedMeasures,
                responsible,
                to,
                at,
                evidence,
                version + 1);
    }
}
