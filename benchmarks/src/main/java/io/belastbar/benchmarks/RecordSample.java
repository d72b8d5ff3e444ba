package io.belastbar.benchmarks;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.sample.SampleBuffer;
import io.belastbar.load.sample.SecondFold;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one sample costs: its planned start and its end on the lane, and both with the fold into the histograms of a second
 * and of the whole run. Aim: below 200 ns, nothing allocated once the arrays have grown.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class RecordSample {

    private static final int STEPS = 5;
    private static final int LOOK_EVERY = 10_000;

    @Param({"1", "40"})
    public int tenants;

    private final SampleBuffer buffer = new SampleBuffer();
    private SecondFold fold;
    private long now;
    private int inBuffer;
    private long random = 42;

    @Setup
    public void begin() {
        fold = new SecondFold(0, STEPS, tenants);
    }

    /** On the lane, between the end of one request and the start of the next. */
    @Benchmark
    public void onTheLane() {
        sample();
        if (++inBuffer == LOOK_EVERY) {
            inBuffer = 0;
            buffer.clear();
        }
    }

    /** With all that happens to a sample until it is in a second's histograms; a second has 10,000, and histograms of its own. */
    @Benchmark
    public void intoTheSecond() {
        sample();
        if (++inBuffer == LOOK_EVERY) {
            inBuffer = 0;
            fold.fold(buffer);
            fold.close(64, 10_000, NOTHING);
        }
    }

    private static final GeneratorSecond NOTHING = new GeneratorSecond(0, 0, 0, 0, 0, 0, 64, 0);

    private void sample() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        now += 100_000;
        int cell = (int) ((random >>> 33) % (STEPS * tenants));
        long service = 200_000 + (random >>> 44);
        buffer.start(cell, now);
        buffer.add(cell, now + service, service + 1_000, service, null, 120, 850);
    }
}
