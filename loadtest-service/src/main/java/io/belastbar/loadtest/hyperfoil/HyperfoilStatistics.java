package io.belastbar.loadtest.hyperfoil;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Hyperfoil controller counted of one metric in one phase ({@code RequestStats} of its OpenAPI document, with
 * {@code StatisticsSummary}).
 *
 * @param blockedNanos for which requests waited for a connection, in sum
 * @param p99Nanos 0 if there was no response
 */
record HyperfoilStatistics(String phase, int stepId, String metric, Counts counts, long blockedNanos, long p99Nanos) {

    /** Requests sent, and how they ended; {@code responses} include the invalid ones. */
    record Counts(
            long requests, long responses, long invalid, long connectionErrors, long timeouts, long internalErrors) {

        long errors() {
            return invalid + connectionErrors + timeouts + internalErrors;
        }

        long ended() {
            return responses + connectionErrors + timeouts + internalErrors;
        }
    }

    /** Of a {@code RequestStatisticsResponse}. */
    static List<HyperfoilStatistics> of(JsonNode response) {
        List<HyperfoilStatistics> statistics = new ArrayList<>();
        response.path("statistics").forEach(stats -> statistics.add(one(stats)));
        return statistics;
    }

    private static HyperfoilStatistics one(JsonNode stats) {
        JsonNode summary = stats.path("summary");
        Counts counts = new Counts(
                summary.path("requestCount").asLong(),
                summary.path("responseCount").asLong(),
                summary.path("invalid").asLong(),
                summary.path("connectionErrors").asLong(),
                summary.path("requestTimeouts").asLong(),
                summary.path("internalErrors").asLong());
        return new HyperfoilStatistics(
                stats.path("phase").asText(),
                stats.path("stepId").asInt(),
                stats.path("metric").asText(),
                counts,
                summary.path("blockedTime").asLong(),
                p99(summary.path("percentileResponseTime")));
    }

    private static long p99(JsonNode percentiles) {
        return percentiles.properties().stream()
                .filter(entry -> Math.abs(Double.parseDouble(entry.getKey()) - 99) < 1e-6)
                .mapToLong(entry -> entry.getValue().asLong())
                .findFirst()
                .orElse(0);
    }
}
