package io.belastbar.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * What a finding was raised for is over. The service that raised it says so; profiling-service resolves the finding, unless
 * a person has decided on it, and tells that by {@link FindingStatusChanged}.
 *
 * @param fingerprint that of the finding; there may be none with it
 * @param system the system under test
 * @param source the service that raised it, for example {@code budget-service}
 * @param resolvedAt when it was over; never before the {@code raisedAt} that it ends
 * @param reason in one English sentence
 * @param evidence facts in a machine's hands, for example {@code observed}, {@code limit}
 */
public record FindingResolved(
        String fingerprint,
        String system,
        String source,
        Instant resolvedAt,
        String reason,
        Map<String, String> evidence)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.FINDING_RESOLVED;
    }

    @Override
    public String partitionKey() {
        return fingerprint;
    }
}
