package io.belastbar.contracts;

/** Percentiles of a latency distribution, in milliseconds; all zero when nothing was measured. */
public record LatencySummary(
        double meanMs, double p50Ms, double p90Ms, double p95Ms, double p99Ms, double p999Ms, double maxMs) {}
