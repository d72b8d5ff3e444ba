package io.belastbar.budget.errorbudget.burn;

import java.time.Instant;

/**
 * Where the alert of an error budget stands. It is raised, or gets worse, as soon as a pair of windows burns. It gets milder
 * and ends when all pairs of its speed say that they no longer burn, and nothing has burned for as long as the shortest window
 * is. Silence is no good news: while nothing is measured it stays as it is.
 *
 * @param changedAt when {@code speed} became what it is
 * @param burningAt when it was last seen to burn at this speed
 * @param seenAt the moment it was last looked at
 */
record BurnState(Speed speed, Instant changedAt, Instant burningAt, Instant seenAt) {

    static final BurnState START = new BurnState(Speed.NONE, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    boolean raised() {
        return speed != Speed.NONE;
    }

    /** After a look at {@code now}; one that is not newer changes nothing. */
    BurnState next(Burning burning, Instant now) {
        if (!now.isAfter(seenAt)) {
            return this;
        }
        var found = burning.speed();
        if (found.compareTo(speed) > 0) {
            return new BurnState(found, now, now, now);
        }
        if (found == speed) {
            return new BurnState(speed, changedAt, raised() ? now : burningAt, now);
        }
        return burning.quiet(speed) && !burningAt.plus(burning.hold()).isAfter(now)
                ? new BurnState(found, now, now, now)
                : new BurnState(speed, changedAt, burningAt, now);
    }

    /** The promise is no longer made. */
    BurnState over(Instant now) {
        return new BurnState(Speed.NONE, now, burningAt, now);
    }
}
