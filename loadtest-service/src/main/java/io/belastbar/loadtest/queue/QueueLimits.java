package io.belastbar.loadtest.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a queued run is still wanted. Waiting behind other runs of the system is what a queue is for and may take
 * long; waiting for a free place while nothing of its own system stands before it means that no instance takes it. A load
 * that begins long after it was asked for surprises whoever uses the target by then.
 *
 * @param inQueue longest time since it was asked for
 * @param forPlace longest time since it was next and could have begun
 */
public record QueueLimits(Duration inQueue, Duration forPlace) {

    /** Why a run is not wanted any more. */
    public enum Expiry {
        /** Other runs of its system took too long. */
        IN_QUEUE,
        /** No instance had a place for it. */
        FOR_PLACE,
        /** Its caller wanted it until then. */
        TIME_OVER
    }

    /** Runs asked for at this time or earlier are not wanted any more. */
    public Instant requestedUntil(Instant now) {
        return now.minus(inQueue);
    }

    /** Runs that could have begun at this time or earlier are not wanted any more. */
    public Instant freeUntil(Instant now) {
        return now.minus(forPlace);
    }

    /** Empty for a run that is still wanted. */
    public Optional<Expiry> expiry(QueuedRun run, Instant now) {
        if (run.notAfter() != null && !run.notAfter().isAfter(now)) {
            return Optional.of(Expiry.TIME_OVER);
        }
        if (!run.requestedAt().isAfter(requestedUntil(now))) {
            return Optional.of(Expiry.IN_QUEUE);
        }
        if (run.freeSince() != null && !run.freeSince().isAfter(freeUntil(now))) {
            return Optional.of(Expiry.FOR_PLACE);
        }
        return Optional.empty();
    }
}
