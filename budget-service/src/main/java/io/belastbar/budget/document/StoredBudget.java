package io.belastbar.budget.document;

import java.time.Instant;

/**
 * One version of a budget, as it was sent.
 *
 * @param sha256 of the content, hexadecimal
 * @param fileName as the caller named it; null if it did not
 */
public record StoredBudget(
        String system,
        int version,
        byte[] content,
        String sha256,
        String fileName,
        int objectives,
        Instant updatedAt,
        String updatedBy) {}
