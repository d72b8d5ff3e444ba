package io.belastbar.capacity.history.runs;

import io.belastbar.capacity.history.MetricName;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.TestRunFinished;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a finished test run adds to the history of a system: throughput (requests a second) and the 95th percentile of the response
 * times (milliseconds), of every endpoint and of all together. Scenarios are series of their own: their loads are not comparable.
 */
final class RunHistory {

    private static final String SOURCE = "test-runs";
    private static final String PREFIX = "test-runs";
    private static final String THROUGHPUT = "throughput";
    private static final String P95 = "response_time_p95";
    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double PERCENTILE = 95;

    private final TestRunFinished run;
    private final List<PointBatch> batches = new ArrayList<>();

    private RunHistory(TestRunFinished run) {
        this.run = run;
    }

    /**
     * The values of a run, in the order of their series. None of a run that was aborted or whose generator was late, and none of a
     * branch: what nobody uses says nothing about growth.
     */
    static List<PointBatch> of(TestRunFinished run) {
        var counts =
                switch (run.verdict()) {
                    case PASSED, FAILED -> Origin.of(run.labels()).isMain();
                    case INVALID, ABORTED -> false;
                };
        return counts ? new RunHistory(run).batches() : List.of();
    }

    private List<PointBatch> batches() {
        var measured = run.endpoints().stream()
                .filter(endpoint -> endpoint.requests() > 0)
                .toList();
        for (var endpoint : measured) {
            add(name(endpoint.endpoint(), THROUGHPUT), "req/s", endpoint.achievedPerSecond());
            if (endpoint.errors() < endpoint.requests()) {
                add(
                        name(endpoint.endpoint(), P95),
                        "ms",
                        endpoint.responseTime().p95Ms());
            }
        }
        if (!measured.isEmpty()) {
            add(
                    name(THROUGHPUT),
                    "req/s",
                    measured.stream()
                            .mapToDouble(EndpointResult::achievedPerSecond)
                            .sum());
            total(measured).ifPresent(p95 -> add(name(P95), "ms", p95));
        }
        batches.sort(Comparator.comparing(PointBatch::metric));
        return batches;
    }

    private String name(String... parts) {
        var testbed = Origin.of(run.labels()).testbed();
        var place = testbed.equals(Origin.DEFAULT_TESTBED) ? run.scenario() : testbed + "." + run.scenario();
        return MetricName.of(PREFIX, place, String.join(".", parts));
    }

    private void add(String metric, String unit, double value) {
        var isKnown = batches.stream().anyMatch(batch -> batch.metric().equals(metric));
        if (Double.isFinite(value) && value >= 0 && !isKnown) {
            batches.add(new PointBatch(
                    run.system(),
                    metric,
                    unit,
                    SeriesKind.GAUGE,
                    ZONE,
                    SOURCE,
                    new long[] {PointBatch.micros(run.finishedAt())},
                    new double[] {value}));
        }
    }

    /** Percentiles cannot be averaged: the distributions are put together. Empty if one cannot be read. */
    private static OptionalDouble total(List<EndpointResult> measured) {
        Histogram all = null;
        for (var endpoint : measured) {
            try {
                var bytes = Base64.getDecoder().decode(endpoint.histogram() == null ? "" : endpoint.histogram());
                var one = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
                if (all == null) {
                    one.setAutoResize(true);
                    all = one;
                } else {
                    all.add(one);
                }
            } catch (DataFormatException | RuntimeException unreadable) {
                return OptionalDouble.empty();
            }
        }
        return all == null || all.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.getValueAtPercentile(PERCENTILE) / MICROS_PER_MILLI);
    }
}
