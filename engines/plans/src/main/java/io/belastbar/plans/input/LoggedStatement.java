package io.belastbar.plans.input;

/**
 * A statement without a plan, as {@code log_min_duration_statement} wrote it, all calls together.
 *
 * @param text with {@code ?} in place of its literals, shortened to 2,000 characters
 * @param calls executions; parse, bind and fetch are none
 * @param totalMs of all calls, with parse, bind and fetch
 * @param meanMs of a call, without parse and bind
 * @param maxMs of the slowest call
 * @param slowestParameters of that call, as the log's DETAIL says them, shortened; empty if it does not
 */
public record LoggedStatement(
        String text, long calls, double totalMs, double meanMs, double maxMs, String slowestParameters) {}
