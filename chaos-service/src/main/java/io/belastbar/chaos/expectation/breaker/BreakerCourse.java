package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.breaker.BreakerStatusPage.Breaker;
import io.belastbar.contracts.BreakerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of a circuit breaker, look by look: stretches in which nothing changed, in the order of time. */
public record BreakerCourse(List<Stretch> stretches) {

    /** More changes than any exercise makes; the oldest go first. */
    static final int STRETCHES_MAX = 1_000;

    public static final BreakerCourse NOTHING = new BreakerCourse(List.of());

    /**
     * Looks at which it was the same.
     *
     * @param threshold failures in a row after which it opens; 0 if it does not say
     * @param nextRetryAt by the application's clock
     * @param firstSeen by our clock, as lastSeen
     */
    public record Stretch(
            BreakerStatus status,
            int failures,
            int threshold,
            Optional<Instant> nextRetryAt,
            Instant firstSeen,
            Instant lastSeen) {

        private boolean sameAs(Breaker seen) {
            return status == seen.status()
                    && failures == seen.failureCount()
                    && threshold == seen.failureThreshold()
                    && nextRetryAt.equals(seen.nextRetryAt());
        }

        private Stretch until(Instant at) {
            return new Stretch(status, failures, threshold, nextRetryAt, firstSeen, at);
        }
    }

    public BreakerCourse {
        stretches = List.copyOf(stretches);
    }

    /** With one look more. One that is older than what was seen already, as from another replica, adds nothing. */
    public BreakerCourse seen(Breaker breaker, Instant at) {
        List<Stretch> all = new ArrayList<>(stretches);
        if (!all.isEmpty() && at.isBefore(all.getLast().lastSeen())) {
            return this;
        }
        if (!all.isEmpty() && all.getLast().sameAs(breaker)) {
            all.add(all.removeLast().until(at));
        } else {
            all.add(new Stretch(
                    breaker.status(),
                    breaker.failureCount(),
                    breaker.failureThreshold(),
                    breaker.nextRetryAt(),
                    at,
                    at));
        }
        return new BreakerCourse(all.size() > STRETCHES_MAX ? all.subList(1, all.size()) : all);
    }
}
