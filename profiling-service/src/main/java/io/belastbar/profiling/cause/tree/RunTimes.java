package io.belastbar.profiling.cause.tree;

import java.time.Instant;
import java.util.List;

/**
 * What a run measured, as far as its causes need it.
 *
 * @param target the registered target that the load went to
 */
public record RunTimes(
        String runId, String system, String target, Instant startedAt, Instant finishedAt, List<OfEndpoint> endpoints) {
    public RunTimes {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One endpoint; times are service times of good answers, in milliseconds.
     *
     * @param requests that ended, failed ones included
     */
    public record OfEndpoint(String endpoint, long requests, double meanMs, double p95Ms, double p99Ms) {}
}
