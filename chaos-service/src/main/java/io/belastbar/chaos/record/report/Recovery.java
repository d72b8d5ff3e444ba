package io.belastbar.chaos.record.report;

import java.time.Duration;
import java.util.Optional;

/**
 * What a probe measured of an outage. What is empty is not known: nobody measured it, or it cannot be told.
 *
 * @param subject what was measured
 * @param rto how long writes were not possible
 * @param rpo how much time of acknowledged writes is lost
 */
public record Recovery(String subject, RecoveryTime rto, Loss rpo) {

    /** Whether a target was reached. */
    public enum Kept {
        KEPT,
        MISSED,
        /** The target lies within the bound, or nothing was measured. */
        UNDECIDED,
        /** There is no target. */
        NO_TARGET
    }

    /**
     * How long it took.
     *
     * @param time as it was measured
     * @param none no outage was seen; one shorter than the bound would not have been
     * @param moreThan what it took in any case, where the data end before the recovery
     * @param bound by how much it may be wrong
     */
    public record RecoveryTime(
            boolean none,
            Optional<Duration> time,
            Optional<Duration> moreThan,
            Optional<Duration> bound,
            Optional<Duration> target,
            Kept kept) {}

    /**
     * What is lost.
     *
     * @param rows acknowledged, and not there
     */
    public record Loss(Optional<Long> rows, Optional<Duration> time, Optional<Duration> target, Kept kept) {}

    static Recovery of(Content measured, GameDayPlan plan) {
        return of(measured, plan.rto(), plan.rpo());
    }

    /** Beside no other targets than those that it names. */
    public static Recovery of(Content measured) {
        return of(measured, Optional.empty(), Optional.empty());
    }

    private static Recovery of(Content measured, Optional<Duration> rtoPlanned, Optional<Duration> rpoPlanned) {
        Optional<Duration> rto = measured.millis("rtoTargetMs").or(() -> rtoPlanned);
        Optional<Duration> rpo = measured.millis("rpoTargetMs").or(() -> rpoPlanned);
        return new Recovery(
                measured.orEmpty("subject"),
                new RecoveryTime(
                        measured.text("rtoState").filter("NO_OUTAGE"::equals).isPresent(),
                        measured.millis("rtoMs"),
                        measured.millis("rtoMoreThanMs"),
                        measured.millis("rtoBoundMs"),
                        rto,
                        kept(measured.text("rtoVerdict"), rto)),
                new Loss(
                        measured.count("lostRows"),
                        measured.millis("rpoMs"),
                        rpo,
                        kept(measured.text("rpoVerdict"), rpo)));
    }

    /** By the word of whoever measured; a reader does not judge anew. */
    private static Kept kept(Optional<String> verdict, Optional<Duration> target) {
        return switch (verdict.orElse("")) {
            case "MET", "KEPT" -> Kept.KEPT;
            case "MISSED" -> Kept.MISSED;
            case "" -> target.isPresent() ? Kept.UNDECIDED : Kept.NO_TARGET;
            default -> Kept.UNDECIDED;
        };
    }
}
