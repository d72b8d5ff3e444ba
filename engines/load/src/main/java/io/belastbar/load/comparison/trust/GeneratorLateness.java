package io.belastbar.load.comparison.trust;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How late a run's generator was, and what of the measured times may be its own. Judged against what was measured, the
 * median service time: 26 ms are nothing beside two seconds, and more than everything beside a median of 23 ms.
 *
 * <p>A second in which it was late says little about the target: whoever held up the sending held up the reading too.
 * Few such seconds are left out. When there are many, nothing can be, and the lateness stands against the shift.
 *
 * @param p99Micros that stands against shifts: of the whole run, or of what is left of it
 * @param maxMicros the same, of the latest request
 * @param allowedMicros most that is small beside what was measured
 * @param leftOut the seconds that are left out
 * @param leftOutMicros p99 of the latest second that is left out; 0 without
 */
public record GeneratorLateness(
        double p99Micros, double maxMicros, double allowedMicros, BitSet leftOut, double leftOutMicros) {

    /** Of a tool that did not watch itself. */
    public static final GeneratorLateness UNKNOWN = new GeneratorLateness(0, 0, 0, new BitSet(), 0);

    private static final double NOT_SMALL = 0.2;
    private static final double MEDIAN = 50;
    private static final double ALWAYS_SMALL_MICROS = 1_000;
    private static final double LEFT_OUT_MAX = 0.2;
    private static final int SECONDS_LEFT_MIN = 10;
    private static final double USUAL_SECOND = 0.9;
    // From here on up all of the lateness counts; below, as much of it as exponential times have there.
    private static final double WHOLE_FROM = 0.95;
    private static final double WORST_FROM = 0.99;

    public static GeneratorLateness of(RunResult result) {
        double run = result.generator().latenessP99Ms() * 1e3;
        double worst = result.generator().latenessMaxMs() * 1e3;
        double limit = Math.max(
                ALWAYS_SMALL_MICROS,
                NOT_SMALL * Cell.percentileMs(result.total().serviceMicros(), MEDIAN) * 1e3);
        BySecond seconds = new BySecond(result.seconds().size());
        result.seconds().visit(seconds);
        BitSet late = seconds.laterThan(limit);
        int left = seconds.p99.length - late.cardinality();
        return late.isEmpty() || late.cardinality() > LEFT_OUT_MAX * seconds.p99.length || left < SECONDS_LEFT_MIN
                ? new GeneratorLateness(run, Math.max(run, worst), limit, new BitSet(), 0)
                : seconds.without(late, limit);
    }

    /** The lateness of each second, in its order. */
    private static final class BySecond implements SecondVisitor {
        private final double[] p99;
        private final double[] max;
        private int next;

        BySecond(int seconds) {
            this.p99 = new double[seconds];
            this.max = new double[seconds];
        }

        @Override
        public void begin(Head second) {
            p99[next] = second.generator().latenessP99Micros();
            max[next++] = second.generator().latenessMaxMicros();
        }

        @Override
        public List<Cell> targets(CellKey key) {
            return List.of();
        }

        @Override
        public void end(Head second) {}

        BitSet laterThan(double limit) {
            BitSet late = new BitSet();
            for (int second = 0; second < p99.length; second++) {
                late.set(second, p99[second] > limit);
            }
            return late;
        }

        GeneratorLateness without(BitSet late, double limit) {
            double[] kept = new double[p99.length - late.cardinality()];
            double worst = 0;
            int size = 0;
            for (int second = late.nextClearBit(0); second < p99.length; second = late.nextClearBit(second + 1)) {
                kept[size++] = p99[second];
                worst = Math.max(worst, max[second]);
            }
            Arrays.sort(kept);
            double latest =
                    late.stream().mapToDouble(second -> p99[second]).max().orElse(0);
            return new GeneratorLateness(kept[(int) (USUAL_SECOND * (kept.length - 1))], worst, limit, late, latest);
        }
    }

    /** All of it: what a generator that is known to be late may have made of this quantile, in microseconds. */
    double most(double share) {
        return share > WORST_FROM ? maxMicros : p99Micros;
    }

    /** How much of this quantile is likely to be the generator's, in microseconds. */
    double at(double share) {
        if (share > WORST_FROM) {
            return maxMicros;
        }
        return p99Micros * Math.min(1, Math.log(1 - share) / Math.log(1 - WHOLE_FROM));
    }

    /** Whether it is not small beside what was measured. */
    public boolean isLate() {
        return p99Micros > allowedMicros;
    }
}
