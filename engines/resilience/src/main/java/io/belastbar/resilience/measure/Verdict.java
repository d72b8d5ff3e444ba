package io.belastbar.resilience.measure;

import java.time.Duration;

/** Whether a target was reached. */
public enum Verdict {
    MET,
    MISSED,
    /** The measurement is not exact enough, or there is none: the target lies inside its bound. */
    INCONCLUSIVE;

    /** Holds a recovery time against its target: met or missed only if it is so at both ends of the bound. */
    public static Verdict of(RecoveryTime measured, Duration target) {
        return switch (measured) {
            case RecoveryTime.Measured time ->
                time.bound()
                        .map(bound ->
                                between(time.value().minus(bound), time.value().plus(bound), target))
                        .orElse(INCONCLUSIVE);
            case RecoveryTime.NoOutage none -> none.bound().compareTo(target) <= 0 ? MET : INCONCLUSIVE;
            case RecoveryTime.NotReached more ->
                more.bound()
                        .filter(bound -> more.moreThan().minus(bound).compareTo(target) > 0)
                        .map(bound -> MISSED)
                        .orElse(INCONCLUSIVE);
            case RecoveryTime.Unknown unknown -> INCONCLUSIVE;
        };
    }

    private static Verdict between(Duration least, Duration most, Duration target) {
        return most.compareTo(target) <= 0 ? MET : least.compareTo(target) > 0 ? MISSED : INCONCLUSIVE;
    }

    /** Holds a loss against its target. */
    public static Verdict of(DataLoss measured, Duration target) {
        return switch (measured) {
            // A single lost row is lost, though no time passed between it and the last.
            case DataLoss.Known loss ->
                loss.time().compareTo(target) > 0 || target.isZero() && loss.rows() > 0 ? MISSED : MET;
            case DataLoss.Unknown unknown -> INCONCLUSIVE;
        };
    }
}
