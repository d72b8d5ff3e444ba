package io.belastbar.load.comparison;

import io.belastbar.load.result.StepInfo;
import java.util.List;

/**
 * One step of two runs, or all requests together.
 *
 * @param step null: all requests
 * @param shifts of the tested quantiles for which there were requests enough, ascending
 * @param curve shifts at many quantiles, for the picture; tested together with nothing
 * @param errorRate the difference is absolute: 0.01 is one percentage point
 * @param method how the intervals came about
 */
public record StepComparison(
        StepInfo step,
        long baselineRequests,
        long otherRequests,
        List<QuantileShift> shifts,
        List<QuantileShift> curve,
        Change throughput,
        Change errorRate,
        Method method,
        Outcome outcome,
        Distributions distributions) {

    /**
     * How often and in what pieces the runs were drawn anew.
     *
     * @param baselineBlockSeconds 0: request by request
     * @param otherBlockSeconds 0: request by request
     */
    public record Method(int resamples, int baselineBlockSeconds, int otherBlockSeconds) {}

    /** Both runs' times as shares of all requests, in bins of equal ratio. */
    public record Distributions(double[] lowMs, double ratio, double[] baseline, double[] other) {}

    public StepComparison {
        shifts = List.copyOf(shifts);
        curve = List.copyOf(curve);
    }

    public boolean overall() {
        return step == null;
    }
}
