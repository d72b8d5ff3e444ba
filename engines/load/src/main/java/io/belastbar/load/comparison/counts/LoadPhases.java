package io.belastbar.load.comparison.counts;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondResult;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Cuts a run where its planned load has changed by a tenth of its highest: a ramp becomes steps, a plateau one phase.
 * Only what was planned counts (rates, or virtual users of a closed model): how many requests the target let through is
 * part of what is measured.
 */
final class LoadPhases {

    private static final double CHANGE = 0.1;
    // Of other tools, only these report users that were planned rather than those that happened to be busy.
    private static final Set<String> PLANNED_USERS = Set.of("belastbar", "jmeter", "k6");

    private LoadPhases() {}

    /** The seconds in which phases begin, ascending from 0. */
    static int[] starts(RunResult result) {
        double[] rates = result.seconds().stream()
                .mapToDouble(SecondResult::plannedPerSecond)
                .toArray();
        boolean open = Arrays.stream(rates).anyMatch(rate -> rate > 0);
        if (!open && !PLANNED_USERS.contains(result.provenance().engine())) {
            return new int[] {0};
        }
        return starts(
                open
                        ? rates
                        : result.seconds().stream()
                                .mapToDouble(SecondResult::users)
                                .toArray());
    }

    static int[] starts(double[] planned) {
        double step = CHANGE * Arrays.stream(planned).max().orElse(0);
        IntStream.Builder starts = IntStream.builder();
        double phase = Double.NaN;
        for (int second = 0; second < planned.length; second++) {
            if (Double.isNaN(phase) || Math.abs(planned[second] - phase) > step) {
                phase = planned[second];
                starts.add(second);
            }
        }
        int[] found = starts.build().toArray();
        return found.length == 0 ? new int[] {0} : found;
    }
}
