package io.belastbar.budget.escalation;

import java.time.Instant;

/** One version of a system's escalation rules, as it was sent. */
record StoredRules(String system, int version, String content, Instant updatedAt, String updatedBy) {}
