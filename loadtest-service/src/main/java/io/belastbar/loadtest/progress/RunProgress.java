package io.belastbar.loadtest.progress;

import java.time.Instant;

/**
 * Where a run stands; one point about every second. Latencies are response times from the intended start, in
 * milliseconds, since the previous point.
 *
 * @param id counts from 1; the id of the server-sent event
 * @param requests finished since the start, errors included
 * @param requestsPerSecond since the previous point
 */
public record RunProgress(
        long id,
        Instant at,
        long elapsedMs,
        int virtualUsers,
        long requests,
        long errors,
        double requestsPerSecond,
        double p50LatencyMs,
        double p95LatencyMs,
        double p99LatencyMs) {}
