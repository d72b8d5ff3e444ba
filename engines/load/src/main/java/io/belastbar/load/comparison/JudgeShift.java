package io.belastbar.load.comparison;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.StepComparison.Finding;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftBootstrap.Blocks;
import io.belastbar.load.comparison.statistics.ShiftEstimate;
import io.belastbar.load.comparison.trust.MeasuredBy;
import java.util.List;

/**
 * Decides what is to be thought of one shift: chance, too small to matter, shown, or a difference that something else
 * than the target may have made.
 *
 * @param earlierRuns that tell how far whole runs lie apart
 */
record JudgeShift(ComparisonSettings settings, MeasuredBy measured, Blocks blocks, int earlierRuns) {

    // With fewer, the width of an interval is itself a guess.
    private static final double PIECES_MIN = 4;
    // 97.5 % quantiles of Student's t with one, two and three degrees of freedom, and of the normal distribution.
    private static final double[] STUDENT = {12.706, 4.303, 3.182};
    private static final double NORMAL = 1.959964;
    private static final int EARLIER_RUNS_MIN = 3;
    private static final double HOLDS = 0.5;

    Finding of(ShiftEstimate estimate, double adjustedPValue) {
        if (estimate.support().exact().contains(0)) {
            return byChance(estimate);
        }
        if (estimate.interval().contains(0)) {
            return measured.latenessLeads(estimate.share()) ? Finding.GENERATOR_LATE : Finding.ROUNDED;
        }
        if (adjustedPValue >= settings.level()) {
            return byChance(estimate);
        }
        if (Math.abs(estimate.change()) < relevant(estimate)) {
            return Finding.BELOW_RELEVANT;
        }
        return whetherItHolds(estimate);
    }

    /** Chance is no reason where only the distance of earlier runs stands against the shift. */
    private Finding byChance(ShiftEstimate estimate) {
        boolean matters = Math.abs(estimate.change()) >= relevant(estimate);
        if (matters && estimate.support().hiddenByEarlier()) {
            return Finding.RUNS_APART;
        }
        return matters && noStretchAlike(estimate) ? Finding.FEW_STRETCHES : Finding.NONE;
    }

    /** Never below the unit in which the times were written. */
    private double relevant(ShiftEstimate estimate) {
        return Math.max(settings.relevant(), measured.unitMicros() / estimate.baselineMicros());
    }

    private Finding whetherItHolds(ShiftEstimate estimate) {
        if (blocks.singleRequests()) {
            return earlierRuns < EARLIER_RUNS_MIN ? Finding.SINGLE_REQUESTS : Finding.SHOWN;
        }
        if (noStretchAlike(estimate)) {
            return Finding.SHOWN;
        }
        if (blocks.pieces() < PIECES_MIN && deviations(estimate) < student(blocks.pieces() - 1)) {
            return Finding.FEW_STRETCHES;
        }
        double left = Math.signum(estimate.change()) * estimate.support().weakest();
        boolean holds = left >= settings.relevant() && left >= HOLDS * Math.abs(estimate.change());
        return holds ? Finding.SHOWN : Finding.ONE_STRETCH;
    }

    /**
     * Whether even the nearest stretches of both runs lie twice apart. How many independent stretches there are does not
     * matter then, nor which of them is left out.
     */
    private static boolean noStretchAlike(ShiftEstimate estimate) {
        return Math.signum(estimate.change()) * Math.log1p(estimate.support().nearest())
                >= Math.log(StepComparison.APART);
    }

    /** How many standard deviations the shift lies from none, as the interval has them. */
    private static double deviations(ShiftEstimate estimate) {
        Interval interval = estimate.support().exact();
        double width = Math.log1p(interval.high()) - Math.log1p(interval.low());
        return Math.abs(Math.log1p(estimate.change())) * 2 * NORMAL / width;
    }

    private static double student(double degrees) {
        return STUDENT[Math.clamp(Math.round(degrees) - 1, 0, STUDENT.length - 1)];
    }

    static Outcome outcome(List<QuantileShift> tested, boolean failsMore) {
        boolean slower = tested.stream().anyMatch(shift -> shift.shown() && shift.change() > 0);
        boolean faster = tested.stream().anyMatch(shift -> shift.shown() && shift.change() < 0);
        if (slower) {
            return faster ? Outcome.MIXED : Outcome.SLOWER;
        }
        if (failsMore) {
            return Outcome.FAILS_MORE;
        }
        if (faster) {
            return Outcome.FASTER;
        }
        if (tested.stream().anyMatch(shift -> shift.finding().cannotTell())) {
            return Outcome.CANNOT_TELL;
        }
        boolean small = tested.stream().anyMatch(shift -> shift.finding() == Finding.BELOW_RELEVANT);
        return small ? Outcome.BELOW_RELEVANT : Outcome.NO_DIFFERENCE_SHOWN;
    }
}
