package io.belastbar.budget.escalation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * Something a role was told of.
 *
 * @param number of the finding; empty for what is no finding
 * @param occurrences how often the same cause came up until the rule's {@code deduplicate} had passed
 * @param repeats how often it was told again
 * @param nextRepeatAt null when it is not told again
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
        String note) {}
