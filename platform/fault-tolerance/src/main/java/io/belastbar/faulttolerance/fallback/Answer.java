package io.belastbar.faulttolerance.fallback;

import java.time.Instant;

/**
 * A remote system's answer, or the one that it gave before.
 *
 * @param stale true when the remote system did not answer now
 * @param at when it answered
 */
public record Answer<T>(T value, boolean stale, Instant at) {}
