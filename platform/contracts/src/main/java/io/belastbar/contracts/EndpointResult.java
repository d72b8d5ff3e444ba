package io.belastbar.contracts;

/**
 * What one endpoint showed under load. Latencies in milliseconds.
 *
 * @param endpoint method and path as in a budget, for example {@code GET /api/v1/employees}
 * @param requests finished requests, failed ones included
 * @param errors failed requests: answers that failed the step's check, time-outs and connection failures
 * @param offeredPerSecond intended starts per second while the endpoint was under load
 * @param achievedPerSecond finished requests per second
 * @param responseTime of good answers, from the intended start
 * @param serviceTime of good answers, from the send
 * @param histogram HdrHistogram of the response times of good answers in microseconds, compressed, Base64 (HdrHistogram
 *     V2 encoding). Where it holds more than {@code requests − errors}, the source could not tell failed requests apart,
 *     and as many of them as it holds more are among all three
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
