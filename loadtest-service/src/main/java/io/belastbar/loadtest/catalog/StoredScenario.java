package io.belastbar.loadtest.catalog;

import java.time.Instant;

/** A version of a scenario document, as it was sent. */
public record StoredScenario(
        String system, String name, int version, String document, String target, Instant updatedAt, String updatedBy) {}
