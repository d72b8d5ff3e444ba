package io.belastbar.budget.escalation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * Something a role was told of.
 *
 * @param number of the finding; empty for what is no finding
 * @param severity as it was told last
 * @param occurrences how often the same cause came up
 * @param repeats how often it was told again
 * @param nextRepeatAt null when it is not told again
 * @param acknowledgedBy who was the first to look after it; all of them are in its detail
 * @param closedAt when its finding was resolved or decided on, or its breaker closed; null while it is not
 * @param closedAs RESOLVED, ACCEPTED or REJECTED
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Escalation(
        UUID escalationId,
        @JsonIgnore long sequence,
        String system,
        String rule,
        String toRole,
        String fingerprint,
        String number,
        String severity,
        String component,
        String title,
        String reason,
        String reasonGerman,
        int occurrences,
        Instant escalatedAt,
        Instant lastSeenAt,
        int repeats,
        Instant nextRepeatAt,
        Instant acknowledgedAt,
        String acknowledgedBy,
        String note,
        Instant closedAt,
        String closedAs) {}
