package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.breaker.BreakerCourse.Stretch;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A circuit breaker opens after so many failures, tries again when it said and not before, and is closed within a time
 * after the fault's end.
 *
 * @param failures in a row after which it opens; 0: as many as it says itself
 * @param closedWithin from the end of the fault on
 */
public record BreakerCycle(String target, String breaker, int failures, Duration closedWithin) implements Expectation {

    public static final String TYPE = "breaker-cycle";

    /**
     * By how much it may seem to try too early: two clocks are compared, and a breaker counts from when it noticed that it is
     * open, which is half a second late on a machine that has much to do.
     */
    static final Duration CLOCKS = Duration.ofSeconds(1);

    /** Where looks lie further apart, when it tried again is not known well enough. */
    static final Duration LOOKS_APART = Duration.ofSeconds(2);

    private static final Duration CLOSED_WITHIN = Duration.ofMinutes(2);
    private static final int FAILURES_MAX = 10_000;

    public static Optional<BreakerCycle> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "target", "breaker", "failures", "closed-within");
        String target = fields.name("target");
        String breaker = fields.name("breaker");
        int failures = fields.between("failures", 1, FAILURES_MAX, 0);
        Duration within = fields.optionalDuration("closed-within").orElse(CLOSED_WITHIN);
        return fields.ifSound(() -> new BreakerCycle(target, breaker, failures, within));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(target);
    }

    @Override
    public Sentence sentence() {
        String many = failures == 0 ? "" : " " + failures;
        long seconds = closedWithin.toSeconds();
        return new Sentence(
                "circuit breaker " + breaker + ": OPEN after" + many
                        + " failures, HALF_OPEN not before nextRetryAt, CLOSED" + " within " + seconds
                        + " s of the fault's end",
                "Circuit Breaker " + breaker + ": OPEN nach" + many
                        + " Fehlern, HALF_OPEN nicht vor nextRetryAt, CLOSED" + " binnen " + seconds
                        + " s nach Ende der Störung");
    }

    /**
     * Judges what was seen.
     *
     * @param since looks that ended before do not count
     * @param ended when the fault ended; empty while it is in force, or where there was none
     */
    public Observation judge(BreakerCourse course, Instant since, Optional<Instant> ended, Instant now) {
        List<Stretch> seen = course.stretches().stream()
                .filter(stretch -> !stretch.lastSeen().isBefore(since))
                .toList();
        var walk = new Walk(new LinkedHashMap<>());
        Optional<Observation> opened = walk.opened(seen);
        if (opened.isPresent()) {
            return opened.get();
        }
        return walk.triedAgain(seen).orElseGet(() -> walk.closed(seen, ended, now));
    }

    /** One way through the stretches; the figures that are found on it. */
    private final class Walk {
        private final Map<String, String> details;

        Walk(Map<String, String> details) {
            this.details = details;
        }

        /** Empty if it opened as it should. */
        Optional<Observation> opened(List<Stretch> seen) {
            for (Stretch stretch : seen) {
                int wanted = failures == 0 ? stretch.threshold() : failures;
                if (stretch.status() == BreakerStatus.CLOSED && wanted > 0 && stretch.failures() >= wanted) {
                    return Optional.of(found(
                            Result.VIOLATED,
                            "CLOSED after " + stretch.failures() + " failures",
                            "CLOSED nach " + stretch.failures() + " Fehlern"));
                }
                if (stretch.status() == BreakerStatus.OPEN) {
                    details.put("openSeenAt", stretch.firstSeen().toString());
                    details.put("failuresAtOpen", String.valueOf(stretch.failures()));
                    return stretch.failures() >= wanted
                            ? Optional.empty()
                            : Optional.of(found(
                                    Result.VIOLATED,
                                    "OPEN after " + stretch.failures() + " failures, not " + wanted,
                                    "OPEN nach " + stretch.failures() + " Fehlern, nicht " + wanted));
                }
            }
            return Optional.of(found(Result.NOT_YET, "not seen OPEN", "nicht OPEN gesehen"));
        }

        /** Empty if it never tried again too early; each time that it left OPEN counts. */
        Optional<Observation> triedAgain(List<Stretch> seen) {
            for (int i = 1; i < seen.size(); i++) {
                Stretch open = seen.get(i - 1);
                Stretch next = seen.get(i);
                if (open.status() != BreakerStatus.OPEN || next.status() == BreakerStatus.OPEN) {
                    continue;
                }
                if (open.nextRetryAt().isEmpty()) {
                    return Optional.of(found(
                            Result.UNKNOWN,
                            "it does not say when it tries again",
                            "er sagt nicht, wann er es wieder versucht"));
                }
                Instant retry = open.nextRetryAt().get();
                details.put("nextRetryAt", retry.toString());
                details.put("triedSeenAt", next.firstSeen().toString());
                if (next.firstSeen().isBefore(retry.minus(CLOCKS))) {
                    return Optional.of(found(
                            Result.VIOLATED,
                            next.status() + " at " + next.firstSeen() + ", before " + retry,
                            next.status() + " um " + next.firstSeen() + ", vor " + retry));
                }
                if (open.lastSeen().isBefore(retry.minus(LOOKS_APART))) {
                    return Optional.of(found(
                            Result.UNKNOWN,
                            "not looked at between " + open.lastSeen() + " and " + next.firstSeen(),
                            "zwischen " + open.lastSeen() + " und " + next.firstSeen() + " nicht hingesehen"));
                }
            }
            return Optional.empty();
        }

        Observation closed(List<Stretch> seen, Optional<Instant> ended, Instant now) {
            Stretch last = seen.getLast();
            if (ended.isEmpty()) {
                return found(
                        Result.NOT_YET,
                        last.status() + ", the fault has not ended",
                        last.status() + ", die Störung ist nicht zu Ende");
            }
            Instant limit = ended.get().plus(closedWithin);
            details.put("faultEndedAt", ended.get().toString());
            if (last.status() != BreakerStatus.CLOSED) {
                boolean late = last.lastSeen().isAfter(limit);
                return found(
                        late ? Result.VIOLATED : Result.NOT_YET,
                        last.status() + ", " + seconds(ended.get(), now) + " s after the fault's end",
                        last.status() + ", " + seconds(ended.get(), now) + " s nach Ende der Störung");
            }
            if (last.lastSeen().isBefore(ended.get())) {
                return found(Result.NOT_YET, "not seen since the fault's end", "seit Ende der Störung nicht gesehen");
            }
            return closed(seen, ended.get(), limit);
        }

        /** When it closed lies between the last look at which it was not, and the first at which it was. */
        private Observation closed(List<Stretch> seen, Instant ended, Instant limit) {
            int first = seen.size() - 1;
            while (seen.get(first - 1).status() == BreakerStatus.CLOSED) {
                first--;
            }
            Instant latest = seen.get(first).firstSeen();
            Instant earliest = seen.get(first - 1).lastSeen();
            details.put("closedSeenAt", latest.toString());
            Result result =
                    !latest.isAfter(limit) ? Result.HOLDS : earliest.isBefore(limit) ? Result.UNKNOWN : Result.VIOLATED;
            return found(
                    result,
                    "CLOSED " + seconds(ended, latest) + " s after the fault's end",
                    "CLOSED " + seconds(ended, latest) + " s nach Ende der Störung");
        }

        private static String seconds(Instant from, Instant to) {
            return String.valueOf(Duration.between(from, to).toMillis() / 1000.0);
        }

        private Observation found(Result result, String english, String german) {
            return new Observation(result, new Sentence(english, german), details);
        }
    }
}
