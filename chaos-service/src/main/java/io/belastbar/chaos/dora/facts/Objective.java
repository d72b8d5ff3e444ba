package io.belastbar.chaos.dora.facts;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A target of recovery, and what was measured of it.
 *
 * @param name {@code RTO} or {@code RPO}
 * @param measured empty: not measured, or nothing was away or lost
 * @param moreThan how long it took in any case, where recovery was not reached
 */
public record Objective(
        String name,
        Standing standing,
        Optional<Duration> measured,
        Optional<Duration> moreThan,
        Optional<Duration> target) {

    /** How it stands. */
    public enum Standing {
        NO_TARGET,
        /** Not measured, or the target lies within the measurement's error. */
        UNDECIDED,
        HELD,
        MISSED
    }

    /**
     * By what was measured last.
     *
     * @param key as fields of a measurement begin: {@code rto}
     * @param planned the target that the runbook gives
     */
    static Objective of(String key, Optional<Fact> measurement, Optional<Duration> planned) {
        Optional<Duration> measured = measurement.flatMap(fact -> fact.millis(key + "Ms", key));
        Optional<Duration> moreThan = measurement.flatMap(fact -> fact.millis(key + "MoreThanMs", key + "MoreThan"));
        Optional<Duration> target = measurement
                .flatMap(fact -> fact.millis(key + "TargetMs", key + "Target"))
                .or(() -> planned);
        Optional<String> verdict = measurement.flatMap(fact -> fact.text(key + "Verdict"));
        Standing standing = target.isEmpty()
                ? Standing.NO_TARGET
                : verdict.map(Objective::judged).orElseGet(() -> compared(measured, moreThan, target.get()));
        return new Objective(key.toUpperCase(Locale.ROOT), standing, measured, moreThan, target);
    }

    private static Standing judged(String verdict) {
        return switch (verdict) {
            case "MET" -> Standing.HELD;
            case "MISSED" -> Standing.MISSED;
            default -> Standing.UNDECIDED;
        };
    }

    private static Standing compared(Optional<Duration> measured, Optional<Duration> moreThan, Duration target) {
        return measured.map(time -> time.compareTo(target) <= 0 ? Standing.HELD : Standing.MISSED)
                .or(() -> moreThan.filter(least -> least.compareTo(target) >= 0).map(least -> Standing.MISSED))
                .orElse(Standing.UNDECIDED);
    }
}
