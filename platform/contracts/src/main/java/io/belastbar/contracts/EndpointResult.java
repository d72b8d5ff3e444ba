package io.belastbar.contracts;

/**
 * What one endpoint showed under load. Latencies in milliseconds.
 *
 * @param endpoint method and path as in a budget, for example {@code GET /api/v1/employees}
 * @param requests finished requests, errors included
 * @param errors responses that failed the step's check, timeouts and connection failures
 * @param offeredPerSecond intended starts per second while the endpoint was under load
 * @param achievedPerSecond finished requests per second
 * @param responseTime from the intended start
 * @param serviceTime from the send
 * @param histogram HdrHistogram of response times in microseconds, compressed, Base64 (HdrHistogram V2 encoding)
 */
public record EndpointResult(
        String endpoint,
        String tag,
        long requests,
        long errors,
        double offeredPerSecond,
        double achievedPerSecond,
        LatencySummary responseTime,
        LatencySummary serviceTime,
        String histogram) {}
