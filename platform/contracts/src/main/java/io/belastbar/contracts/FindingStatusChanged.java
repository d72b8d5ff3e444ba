package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A finding moved from one status to another.
 *
 * @param changedBy the caller, or the service that did it by itself
 * @param reason may be null
 * @param verification the measurement that it follows from; null if none
 * @param mergedInto the number of the finding that this one is from now on counted with; null if none. Whoever was told of
 *     this finding need not hear that it is over: that is told of the other
 * @param alsoKnownAs fingerprints that count for this finding beside its own: older spellings, merged findings and
 *     violated objectives of which it is the cause. What was told of them is over with it; never null
 */
public record FindingStatusChanged(
        String number,
        String fingerprint,
        String system,
        FindingStatus from,
        FindingStatus to,
        String changedBy,
        String reason,
        Instant changedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Verification verification,
        @JsonInclude(JsonInclude.Include.NON_NULL) String mergedInto,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alsoKnownAs)
        implements EventData {

    public FindingStatusChanged {
        alsoKnownAs = alsoKnownAs == null ? List.of() : List.copyOf(alsoKnownAs);
    }

    public FindingStatusChanged(
            String number,
            String fingerprint,
            String system,
            FindingStatus from,
            FindingStatus to,
            String changedBy,
            String reason,
            Instant changedAt) {
        this(number, fingerprint, system, from, to, changedBy, reason, changedAt, null, null, List.of());
    }

    /** The same of a fingerprint that counts for the finding. */
    public FindingStatusChanged about(String other) {
        return other.equals(fingerprint)
                ? this
                : new FindingStatusChanged(
                        number,
                        other,
                        system,
                        from,
                        to,
                        changedBy,
                        reason,
                        changedAt,
                        verification,
                        mergedInto,
                        List.of());
    }

    @Override
    public EventType eventType() {
        return EventType.FINDING_STATUS_CHANGED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
