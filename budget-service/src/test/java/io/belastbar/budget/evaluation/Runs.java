package io.belastbar.budget.evaluation;

import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/** Finished runs as loadtest-service would tell them. */
public final class Runs {

    private Runs() {}

    public static TestRunFinished run(EndpointResult... endpoints) {
        return run(RunVerdict.PASSED, endpoints);
    }

    public static TestRunFinished run(RunVerdict verdict, EndpointResult... endpoints) {
        return run("run-1", verdict, endpoints);
    }

    public static TestRunFinished run(String runId, RunVerdict verdict, EndpointResult... endpoints) {
        var start = Instant.parse("2026-01-01T10:00:00Z");
        var reasons = verdict == RunVerdict.PASSED ? List.<String>of() : List.of("because of the test");
        return new TestRunFinished(
                runId,
                "smartbav",
                "demo",
                "smartbav-api",
                start,
                start.plusSeconds(60),
                verdict,
                reasons,
                20,
                1.5,
                List.of(endpoints),
                Map.of(),
                List.of());
    }

    /** The same run of a scenario that says what it covers. */
    public static TestRunFinished covering(TestRunFinished run, String... covers) {
        return with(run, run.system(), run.labels(), List.of(covers));
    }

    /** The same run on a testbed. */
    public static TestRunFinished on(String testbed, TestRunFinished run) {
        return with(run, run.system(), Map.of("testbed", testbed), run.covers());
    }

    /** The same run of another system. */
    public static TestRunFinished inSystem(String system, TestRunFinished run) {
        return with(run, system, run.labels(), run.covers());
    }

    private static TestRunFinished with(
            TestRunFinished run, String system, Map<String, String> labels, List<String> covers) {
        return new TestRunFinished(
                run.runId(),
                system,
                run.scenario(),
                run.target(),
                run.startedAt(),
                run.finishedAt(),
                run.verdict(),
                run.reasons(),
                run.maxVirtualUsers(),
                run.schedulerLatenessP99Ms(),
                run.endpoints(),
                labels,
                covers);
    }

    /** The same run, made so much later. */
    public static TestRunFinished later(TestRunFinished run, Duration by) {
        return new TestRunFinished(
                run.runId(),
                run.system(),
                run.scenario(),
                run.target(),
                run.startedAt().plus(by),
                run.finishedAt().plus(by),
                run.verdict(),
                run.reasons(),
                run.maxVirtualUsers(),
                run.schedulerLatenessP99Ms(),
                run.endpoints(),
                run.labels(),
                run.covers());
    }

    /** The same run with labels. */
    public static TestRunFinished labelled(TestRunFinished run, Map<String, String> labels) {
        return with(run, run.system(), labels, run.covers());
    }

    /** An endpoint whose i-th request took {@code millis(i)}; 10 requests a second offered and achieved. */
    public static EndpointResult measured(String endpoint, int requests, long errors, LongUnaryOperator millis) {
        var histogram = new Histogram(3);
        for (int i = 0; i < requests; i++) {
            histogram.recordValue(millis.applyAsLong(i) * 1_000);
        }
        var summary = summary(histogram);
        return new EndpointResult(endpoint, "tag", requests, errors, 10, 10, summary, summary, encode(histogram));
    }

    /** An endpoint with good answers that took {@code millis(i)}, and as many failed requests beside them. */
    public static EndpointResult failing(String endpoint, int good, long failed, LongUnaryOperator millis) {
        var answers = measured(endpoint, good, 0, millis);
        return new EndpointResult(
                endpoint,
                "tag",
                good + failed,
                failed,
                10,
                10,
                answers.responseTime(),
                answers.serviceTime(),
                answers.histogram());
    }

    public static EndpointResult throughput(String endpoint, double offered, double achieved, long errors) {
        var summary = new LatencySummary(1, 1, 1, 1, 1, 1, 1);
        return new EndpointResult(endpoint, "tag", 1_000, errors, offered, achieved, summary, summary, null);
    }

    public static EndpointResult withoutHistogram(EndpointResult result) {
        return new EndpointResult(
                result.endpoint(),
                result.tag(),
                result.requests(),
                result.errors(),
                result.offeredPerSecond(),
                result.achievedPerSecond(),
                result.responseTime(),
                result.serviceTime(),
                null);
    }

    private static LatencySummary summary(Histogram histogram) {
        return new LatencySummary(
                histogram.getTotalCount() == 0 ? 0 : histogram.getMean() / 1_000,
                histogram.getValueAtPercentile(50) / 1_000.0,
                histogram.getValueAtPercentile(90) / 1_000.0,
                histogram.getValueAtPercentile(95) / 1_000.0,
                histogram.getValueAtPercentile(99) / 1_000.0,
                histogram.getValueAtPercentile(99.9) / 1_000.0,
                histogram.getMaxValue() / 1_000.0);
    }

    private static String encode(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        var length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
