package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.sample;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The percentiles of a k6 summary are what k6 measured, however few requests there were. */
class K6SummaryFormsTest {

    private static final String SUMMARY =
            "{\"metrics\":{\"http_reqs\":{\"count\":%d,\"rate\":5},\"http_req_duration\":%s,"
                    + "\"http_req_failed\":{\"passes\":0,\"fails\":%1$d,\"value\":0}}}";

    @Test
    void percentileBetweenTheTwoSlowestIsWhatK6Measured() {
        RunResult run = sample(null, "k6/fifty-with-p99.json");

        assertThat(run.total().requests()).isEqualTo(50);
        assertPercentile(run, 50, 100);
        assertPercentile(run, 95, 120);
        assertPercentile(run, 99, 214);
        assertThat(run.provenance().highestKnownPercentile()).isEqualTo(99);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("k6's max is 300.0 ms"));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 99, 100, 101, 1_000, 1_000_000})
    void percentilesHoldForEveryNumberOfRequests(int count) {
        RunResult run = text(
                null,
                SUMMARY.formatted(
                        count, "{\"min\":90,\"med\":100,\"p(90)\":110,\"p(95)\":120,\"p(99)\":214,\"max\":300}"));

        assertThat(run.total().requests()).isEqualTo(count);
        assertPercentile(run, 50, 100);
        assertPercentile(run, 90, 110);
        assertPercentile(run, 95, 120);
        assertPercentile(run, 99, 214);
        if (count >= 100) {
            assertThat(run.total().responseMicros().getMaxValue() / 1e3).isCloseTo(300, within(0.4));
        }
    }

    @Test
    void oneRequestIsAllPercentilesAtOnce() {
        RunResult run = text(null, SUMMARY.formatted(1, "{\"min\":90,\"med\":90,\"p(95)\":90,\"max\":90}"));

        assertThat(run.total().requests()).isEqualTo(1);
        assertPercentile(run, 95, 90);
        assertThat(run.provenance().notes()).noneMatch(note -> note.startsWith("k6's max"));
    }

    @Test
    void summaryWithoutExtremesIsReadAndItsBoundsAreNamed() {
        RunResult run = sample(null, "k6/without-extremes.json");

        assertThat(run.total().requests()).isEqualTo(3_699);
        assertPercentile(run, 95, 6.33);
        assertThat(run.provenance().highestKnownPercentile()).isEqualTo(95);
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("above p95 nothing is shown"))
                .anyMatch(note -> note.startsWith("Below p95 nothing is known"));
    }

    @Test
    void summaryWithOneExtremeIsRead() {
        RunResult withMin = text(null, SUMMARY.formatted(200, "{\"min\":1,\"med\":5,\"p(95)\":9}"));
        RunResult withMax = text(null, SUMMARY.formatted(200, "{\"med\":5,\"p(95)\":9,\"max\":40}"));

        assertPercentile(withMin, 95, 9);
        assertPercentile(withMax, 50, 5);
        assertThat(withMax.total().responseMicros().getMaxValue() / 1e3).isCloseTo(40, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(doubles = {45, 50, 62.5, 80, 110})
    void meanIsK6sAndThePercentilesStay(double mean) {
        RunResult run = text(
                null,
                SUMMARY.formatted(
                        1_000, "{\"avg\":" + mean + ",\"min\":1,\"med\":40,\"p(90)\":110,\"p(95)\":200,\"max\":3000}"));

        assertThat(run.total().responseMicros().getMean() / 1e3).isCloseTo(mean, within(mean * 0.002));
        assertPercentile(run, 50, 40);
        assertPercentile(run, 90, 110);
        assertPercentile(run, 95, 200);
        assertPercentile(run, 100, 3_000);
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("so that it comes out"));
    }

    @Test
    void meanThatThePercentilesDoNotAllowIsNoted() {
        RunResult run =
                text(null, SUMMARY.formatted(1_000, "{\"avg\":5,\"min\":1,\"med\":40,\"p(95)\":200,\"max\":300}"));

        assertPercentile(run, 50, 40);
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.startsWith("k6's mean is 5.0 ms, which its percentiles do not allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"avg\":null,", "\"avg\":\"50ms\",", "\"avg\":\"50\","})
    void nothingIsSaidOfAMeanThatIsNotTold(String avg) {
        RunResult run = text(null, SUMMARY.formatted(1_000, "{" + avg + "\"min\":1,\"med\":40,\"p(95)\":200}"));

        assertPercentile(run, 50, 40);
        assertThat(run.provenance().notes()).noneMatch(note -> note.contains("mean"));
    }

    @Test
    void machineReadableSummaryIsRead() {
        RunResult run = text(null, """
                {"config":{"duration":30.5,"execution":"local","script":"a.js"},
                 "metadata":{"generated_at":"2026-01-01T00:01:00Z","k6_version":"1.5.0"},
                 "results":{"checks":{"metrics":[],"results":[]},
                  "metrics":[
                   {"contains":"default","name":"http_reqs","type":"counter","values":{"count":1000}},
                   {"contains":"time","name":"http_req_duration","type":"trend",
                    "values":{"avg":11,"max":90,"med":10,"min":1,"p(90)":20,"p(95)":30}},
                   {"contains":"default","name":"http_req_failed","type":"rate",
                    "values":{"matches":7,"rate":0.007,"total":1000}},
                   {"contains":"data","name":"data_received","type":"counter","values":{"count":5000}}]},
                 "version":"1.0.0"}
                """);

        assertThat(run.total().requests()).isEqualTo(1_000);
        assertThat(run.total().errorCount()).isEqualTo(7);
        assertThat(run.total().bytesReceived()).isEqualTo(5_000);
        assertPercentile(run, 95, 30);
        assertThat(run.identity().duration()).isEqualTo(Duration.ofMillis(30_500));
        assertThat(run.identity().startedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:29.500Z"));
        assertThat(run.provenance().engineVersion()).isEqualTo("1.5.0");
    }

    private static void assertPercentile(RunResult run, double percent, double millis) {
        assertThat(Cell.percentileMs(run.total().responseMicros(), percent))
                .as("p" + percent)
                .isCloseTo(millis, within(millis * 0.0012));
    }
}
