package io.belastbar.load.comparison.statistics;

import java.util.random.RandomGenerator;

/** Draws what a run might have measured, had it been repeated. */
interface Resampler {

    /**
     * One repetition.
     *
     * @param quantiles target: the logarithm of each quantile in microseconds
     * @return requests per second, relative to those measured
     */
    double draw(RandomGenerator random, double[] quantiles);

    /** By how much the spread of the draws must be widened, for each quantile; at least 1. */
    double[] widening();

    /** Seconds in one block; 0: single requests were drawn. */
    int blockSeconds();

    /** How many independent stretches the run is worth, as far as its seconds hang together; 0: single requests. */
    double pieces();
}
