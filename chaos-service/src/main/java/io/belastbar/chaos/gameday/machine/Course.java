package io.belastbar.chaos.gameday.machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far a game day has come: everything that decides how it goes on. Plain data, so that another instance can take it
 * up.
 *
 * @param next the position of the step that is under way or comes next, in its part
 * @param busySince since when a step, a proof or the taking back is under way; empty: nothing is
 * @param base when the exercise was to begin; while it runs, when it began
 * @param touched whether anything was done that must be undone
 * @param seen what came of each expectation
 * @param begun which of them are being looked at
 * @param verdict what is known of the outcome so far
 */
public record Course(
        Phase phase,
        int next,
        Optional<Instant> busySince,
        Optional<Instant> base,
        boolean touched,
        List<Seen> seen,
        List<Boolean> begun,
        Verdict verdict) {

    public Course {
        seen = List.copyOf(seen);
        begun = List.copyOf(begun);
    }

    /**
     * What speaks against PASSED.
     *
     * @param reason the first one, as a word; empty if there is none
     */
    public record Verdict(boolean aborted, boolean failed, boolean unknown, boolean notRegained, String reason) {
        static final Verdict GOOD = new Verdict(false, false, false, false, "");

        /** A system that is not as it was is a failure, whoever ended the game day. */
        public Outcome outcome() {
            if (notRegained) {
                return Outcome.FAILED;
            }
            if (aborted) {
                return Outcome.ABORTED;
            }
            if (failed) {
                return Outcome.FAILED;
            }
            return unknown ? Outcome.INCONCLUSIVE : Outcome.PASSED;
        }

        Verdict abortedBy(String why) {
            return new Verdict(true, failed, unknown, notRegained, first(why));
        }

        Verdict failedBy(String why) {
            return new Verdict(aborted, true, unknown, notRegained, first(why));
        }

        Verdict unknownBy(String why) {
            return new Verdict(aborted, failed, true, notRegained, first(why));
        }

        Verdict notRegainedBy(String why) {
            return new Verdict(aborted, failed, unknown, true, first(why));
        }

        private String first(String why) {
            return reason.isEmpty() ? why : reason;
        }
    }

    /** Of a game day that nobody has taken up yet. */
    public static Course planned(Plan plan) {
        int expectations = plan.expectations().size();
        return new Course(
                Phase.PLANNED,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                Collections.nCopies(expectations, Seen.OPEN),
                Collections.nCopies(expectations, false),
                Verdict.GOOD);
    }

    public boolean isOver() {
        return phase == Phase.ENDED;
    }

    /** Empty while it is not over. */
    public Optional<Outcome> outcome() {
        return isOver() ? Optional.of(verdict.outcome()) : Optional.empty();
    }

    boolean isSettled() {
        return !seen.contains(Seen.OPEN);
    }

    Course in(Phase entered, Optional<Instant> busy) {
        return new Course(entered, 0, busy, base, touched, seen, begun, verdict);
    }

    Course at(int position, Optional<Instant> busy) {
        return new Course(phase, position, busy, base, touched, seen, begun, verdict);
    }

    Course from(Instant beginning) {
        return new Course(phase, next, busySince, Optional.of(beginning), touched, seen, begun, verdict);
    }

    Course touching() {
        return new Course(phase, next, busySince, base, true, seen, begun, verdict);
    }

    Course lookingAt(int expectation) {
        List<Boolean> started = new ArrayList<>(begun);
        started.set(expectation, true);
        return new Course(phase, next, busySince, base, touched, seen, started, verdict);
    }

    Course saw(int expectation, Seen result) {
        List<Seen> known = new ArrayList<>(seen);
        known.set(expectation, result);
        return new Course(phase, next, busySince, base, touched, known, begun, verdict);
    }

    Course judged(Verdict known) {
        return new Course(phase, next, busySince, base, touched, seen, begun, known);
    }
}
