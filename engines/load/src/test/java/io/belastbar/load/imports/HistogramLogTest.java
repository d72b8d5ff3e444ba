package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;

/** Logs that HdrHistogram's own writer made. */
class HistogramLogTest {

    private static final long START_MILLIS = 1_767_225_600_000L;

    @Test
    void nanosecondsWithTagsAreStepsPerSecond() {
        Histogram all = new Histogram(3);

        RunResult run = bytes(null, log(3, 1_000_000.0, 1_000, all), CONTEXT);

        assertThat(run.steps()).extracting(step -> step.name()).containsExactly("all requests", "search");
        assertThat(run.seconds().size()).isEqualTo(5);
        assertThat(run.total().requests()).isEqualTo(2 * 5 * 400);
        assertThat(cell(run, "search").requests()).isEqualTo(5 * 400);
        assertThat(run.identity().startedAt()).isEqualTo(Instant.ofEpochMilli(START_MILLIS));
        for (double percent : new double[] {50, 90, 99, 99.9}) {
            double expected = all.getValueAtPercentile(percent) / 1e6;
            assertThat(Cell.percentileMs(run.total().responseMicros(), percent))
                    .as("p" + percent)
                    .isCloseTo(expected, within(expected * 0.003));
        }
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("nanoseconds"));
    }

    @Test
    void microsecondsAreGuessedFromWhatARequestCanTake() {
        Histogram all = new Histogram(2);

        RunResult run = bytes(ImportFormat.HDRHISTOGRAM, log(2, 1_000.0, 1, all), CONTEXT);

        double expected = all.getValueAtPercentile(99) / 1e3;
        assertThat(Cell.percentileMs(run.total().responseMicros(), 99)).isCloseTo(expected, within(expected * 0.02));
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("microseconds"));
    }

    private static byte[] log(int digits, double ratio, long unitsPerMicro, Histogram all) {
        SplittableRandom random = new SplittableRandom(7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputComment("[Logged with a test]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(START_MILLIS);
        writer.setBaseTime(START_MILLIS);
        writer.outputLegend();
        for (int second = 0; second < 5; second++) {
            for (String tag : new String[] {null, "search"}) {
                Histogram interval = new Histogram(digits);
                interval.setTag(tag);
                interval.setStartTimeStamp(START_MILLIS + second * 1_000L);
                interval.setEndTimeStamp(START_MILLIS + second * 1_000L + 1_000);
                for (int request = 0; request < 400; request++) {
                    long micros = 1_000 + (long) (-5_000 * Math.log(random.nextDouble()));
                    interval.recordValue(micros * unitsPerMicro);
                }
                writer.outputIntervalHistogram(second, second + 1, interval, ratio);
                all.add(interval);
            }
        }
        writer.close();
        return bytes.toByteArray();
    }
}
