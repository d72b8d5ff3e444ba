package io.belastbar.chaos.gameday.store;

import java.time.Instant;

/** What somebody said of a manual step. */
public record Confirmation(String step, String role, boolean accepted, String note, String by, Instant at) {}
