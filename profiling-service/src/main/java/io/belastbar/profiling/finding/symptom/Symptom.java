package io.belastbar.profiling.finding.symptom;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.time.Instant;

/**
 * What a finding is the cause of: a promise that is broken because of it.
 *
 * @param fingerprint by which its source tells it
 * @param merged the number that it had before its cause was known; null for none
 * @param subject the endpoint or statement that the promise is about
 * @param metric for example {@code target_response_time_p95}; null where the source names none
 * @param runId that showed it last; null where the source names none
 * @param times how often it was seen
 * @param resolvedAt since when its source says that it is over; null as long as it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Symptom(
        String fingerprint,
        String merged,
        String source,
        String subject,
        String metric,
        String limit,
        String observed,
        String runId,
        Severity severity,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int times,
        Instant resolvedAt) {

    /** As its source tells it. */
    public static Symptom of(FindingRaised raised) {
        var facts = raised.evidence();
        return new Symptom(
                raised.fingerprint(),
                null,
                raised.source(),
                raised.component(),
                facts.get("metric"),
                facts.get("limit"),
                facts.get("observed"),
                facts.get("runId"),
                raised.severity(),
                raised.raisedAt(),
                raised.raisedAt(),
                1,
                null);
    }

    /** The same, which was a finding of its own before. */
    public Symptom mergedFrom(String number, int sightings, Instant first) {
        return new Symptom(
                fingerprint,
                number,
                source,
                subject,
                metric,
                limit,
                observed,
                runId,
                severity,
                first,
                lastSeenAt,
                sightings,
                resolvedAt);
    }
}
