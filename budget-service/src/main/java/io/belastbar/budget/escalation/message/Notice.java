package io.belastbar.budget.escalation.message;

import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.UUID;

/**
 * What a message says.
 *
 * @param kind why it is sent
 * @param repeat the number of the reminder; else 0
 * @param closedAt when it was over; null while it is not
 */
public record Notice(
        UUID escalationId,
        String system,
        String rule,
        String toRole,
        Cause cause,
        Sentence reason,
        Kind kind,
        int repeat,
        Instant escalatedAt,
        Instant closedAt) {

    /**
     * What it is about.
     *
     * @param number of the finding; empty for what is no finding
     * @param fingerprint same cause, same fingerprint
     */
    public record Cause(String number, String fingerprint, String severity, String component, String title) {}
}
