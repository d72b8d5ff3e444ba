package io.belastbar.profiling.finding.link;

import io.belastbar.contracts.Severity;
import java.time.Instant;

/**
 * A fingerprint that counts for a finding beside its own.
 *
 * @param number of the finding that it was before; null if it never had a number of its own
 * @param metric the promise that was broken; null for what is none, as are {@code observed} and {@code limit}
 * @param runId the newest run that showed it; may be null
 * @param times how often it was seen since it was linked
 * @param overAt when its source said that it is over; null as long as it did not
 */
public record Link(
        String fingerprint,
        Kind kind,
        String number,
        String title,
        String component,
        Severity severity,
        String metric,
        String runId,
        String observed,
        String limit,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int times,
        Instant overAt) {

    /** Why it counts. */
    public enum Kind {
        /** How an earlier version spelled the finding's own fingerprint. */
        FORMER,
        /** A person said that both are the same. */
        DUPLICATE
    }

    /** An older spelling. */
    public static Link former(String fingerprint, Instant now) {
        return new Link(fingerprint, Kind.FORMER, null, null, null, null, null, null, null, null, now, now, 1, null);
    }
}
