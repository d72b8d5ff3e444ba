package io.belastbar.chaos.approval;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody else may do something in production.
 *
 * @param hash of exactly what: SHA-256 in hexadecimal, as a dry run or a refusal says it
 */
public record Approval(UUID id, String system, String hash, String approvedBy, Instant approvedAt, Instant expiresAt) {}
