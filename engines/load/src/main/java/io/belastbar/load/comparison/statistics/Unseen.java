package io.belastbar.load.comparison.statistics;

/**
 * What the seconds of two runs cannot show about their difference.
 *
 * @param between how far apart whole runs of one target lie
 * @param measuring what the measurement itself may have made of it
 */
public record Unseen(BetweenRuns between, Measuring measuring) {

    /** For runs that are known to differ by nothing but their seconds. */
    public static final Unseen NOTHING = new Unseen(BetweenRuns.NONE, share -> 0);

    /** How far a difference may come from the measurement: the generator was late, times were rounded. */
    public interface Measuring {

        /**
         * In microseconds, from 0.
         *
         * @param share of the quantile, from 0 to 1
         */
        double micros(double share);
    }
}
