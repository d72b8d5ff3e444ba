package io.belastbar.loadtest.k6operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.export.K6Quantiles;
import io.belastbar.load.export.K6Script;
import io.belastbar.load.export.K6Submetrics;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What one runner printed at the end of its log: the metrics of k6's summary. */
record RunnerSummary(JsonNode metrics) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MICROS_PER_MILLI = 1e3;

    /** Empty if the log holds no whole summary: the runner broke off. */
    static Optional<RunnerSummary> in(String log) {
        List<String> lines = log.lines().map(String::strip).toList();
        int begin = lines.lastIndexOf(K6Script.SUMMARY_BEGIN);
        int end = lines.lastIndexOf(K6Script.SUMMARY_END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        // Within the strip, a piece may begin or end with a space that belongs to it: take it from the log itself.
        String json = log.lines()
                .skip(begin + 1L)
                .limit(end - begin - 1L)
                .filter(line -> line.startsWith(K6Script.SUMMARY_LINE))
                .map(line -> line.substring(K6Script.SUMMARY_LINE.length()))
                .collect(Collectors.joining());
        try {
            return Optional.of(new RunnerSummary(JSON.readTree(json).path("metrics")));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    /** What it counted of one step and tenant. */
    Cell cell(int step, int tenant) {
        Histogram micros = times(values("http_req_duration", step, tenant));
        Cell cell = Cell.of(micros, micros.copy());
        cell.started(micros.getTotalCount());
        cell.skipped(values("step_skipped", step, tenant).path("count").asLong());
        for (ErrorClass error : ErrorClass.values()) {
            long count = values(K6Submetrics.errorMetric(error.name()), step, tenant)
                    .path("count")
                    .asLong();
            cell.addErrors(error, count);
        }
        return cell;
    }

    /** Arrivals for which k6 had no user free. */
    long dropped() {
        return metrics.path("dropped_iterations").path("values").path("count").asLong();
    }

    private JsonNode values(String metric, int step, int tenant) {
        return metrics.path(K6Submetrics.name(metric, step, tenant)).path("values");
    }

    /**
     * Values between two known quantiles count as the upper one ({@link K6Quantiles}); the least and the greatest value
     * are known.
     */
    private static Histogram times(JsonNode values) {
        Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
        long count = values.path("count").asLong();
        long placed = 0;
        for (double rank : K6Quantiles.ranksPercent()) {
            // k6 interpolates between the ranks around share × (count - 1): that many values, and one, are not above.
            long upTo = count == 0 ? 0 : (long) Math.floor((count - 1) * rank / 100) + 1;
            add(micros, values.path(K6Quantiles.name(rank)), upTo - placed);
            placed = upTo;
        }
        add(micros, values.path("max"), count - placed);
        return micros;
    }

    /** A histogram takes a value for its maximum even if it is recorded no times. */
    private static void add(Histogram micros, JsonNode millis, long count) {
        if (count > 0) {
            micros.recordValueWithCount(Math.max(0, Math.round(millis.asDouble() * MICROS_PER_MILLI)), count);
        }
    }
}
