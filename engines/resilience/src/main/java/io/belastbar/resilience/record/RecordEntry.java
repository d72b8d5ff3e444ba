package io.belastbar.resilience.record;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that a game day's record says.
 *
 * @param kind for example {@code STARTED}, {@code INJECTED}, {@code MEASURED}, {@code CORRECTION}, {@code SIGN_OFF}
 * @param by who did or saw it
 * @param content JSON values by name, units in the names
 */
public record RecordEntry(String kind, Instant at, String by, Map<String, Object> content) {}
