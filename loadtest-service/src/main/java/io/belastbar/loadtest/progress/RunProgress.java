package io.belastbar.loadtest.progress;

import io.belastbar.web.progress.ProgressEvent;
import java.time.Instant;

/**
 * One second of a run, and where it stands after it. Latencies are response times from the intended start, in
 * milliseconds, of the requests that ended in this second.
 *
 * @param id counts from 1; the id of the server-sent event
 * @param requests finished since the start, errors included
 * @param requestsPerSecond finished in this second
 * @param offeredPerSecond planned to start in this second
 * @param waiting starts that wait for a connection or a user
 * @param latenessP99Ms how late the generator itself was
 */
public record RunProgress(
        long id,
        Instant at,
        long elapsedMs,
        int virtualUsers,
        long requests,
        long errors,
        double requestsPerSecond,
        double offeredPerSecond,
        double p50LatencyMs,
        double p95LatencyMs,
        double p99LatencyMs,
        int waiting,
        double latenessP99Ms)
        implements ProgressEvent {}
