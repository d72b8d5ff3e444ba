package io.belastbar.profiling.cause.tree;

/**
 * An objective that a run did not keep.
 *
 * @param subject the endpoint or statement that the budget names
 * @param metric for example {@code target_response_time_p95}
 * @param limit with unit
 * @param observed with unit
 */
public record BrokenPromise(String subject, String metric, String limit, String observed) {}
