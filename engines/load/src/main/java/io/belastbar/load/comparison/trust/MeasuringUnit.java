package io.belastbar.load.comparison.trust;

import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.result.RunResult;

/**
 * The unit in which a run's times were written. Another load tester's file says 25 ms for all that took 24.5 to 25.5 ms,
 * or 25.0 to 26.0: figures less than a unit apart may be the same. What the import does not know is found in the times
 * themselves: when every one of them could be a whole number of units, and by chance they hardly would.
 */
public final class MeasuringUnit {

    private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100};
    private static final double CHANCE = 1e-4;

    private MeasuringUnit() {}

    /** In microseconds; 0: finer than what a histogram keeps. */
    public static long micros(RunResult result, SecondCounts counts) {
        long known = result.provenance().resolutionMicros();
        // What was measured here is exact; a target that answers after whole milliseconds would be taken for rounding.
        return known > 0 || result.provenance().engine().equals("belastbar") ? known : found(counts);
    }

    static long found(SecondCounts counts) {
        for (long unit : UNITS) {
            if (counts.chanceOfWhole(unit) < CHANCE) {
                return unit;
            }
        }
        return 0;
    }
}
