package io.belastbar.profiling.finding;

import java.time.Instant;

/**
 * Why a finding has the status that it has.
 *
 * @param by who changed it: a caller, or this service where it reopened the finding by itself
 * @param at when
 * @param reason may be null where none is needed
 * @param until when an acceptance ends and the finding is open again; null for never
 */
public record Decision(String by, Instant at, String reason, Instant until) {}
