package io.belastbar.budget.measurement.prometheus;

import java.time.Instant;

/** One version of a system's measurement sources, as it was sent. */
record StoredSources(String system, int version, String content, Instant updatedAt, String updatedBy) {}
