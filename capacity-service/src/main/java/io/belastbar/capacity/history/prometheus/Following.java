package io.belastbar.capacity.history.prometheus;

import java.time.Instant;

/**
 * How far a series is read, and how it goes.
 *
 * @param position the last moment that was asked for
 * @param caughtUp whether its history is read, and only what is new is left
 * @param next when it is asked for again
 * @param tried null before the first question
 * @param succeeded null before the first answer
 * @param failures since the last answer
 * @param points that were read
 * @param problem why the last question brought nothing; null if it brought something
 */
record Following(
        String metric,
        Instant position,
        boolean caughtUp,
        Instant next,
        Instant tried,
        Instant succeeded,
        int failures,
        long points,
        String problem) {

    static Following begin(String metric, Instant position, Instant next) {
        return new Following(metric, position, false, next, null, null, 0, 0, null);
    }

    /** Something was read up to a moment. */
    Following read(Instant until, boolean newest, Instant now, Instant due, String remark) {
        return new Following(metric, until, caughtUp || newest, due, now, now, 0, points, remark);
    }

    /** With more points. */
    Following plus(int more) {
        return new Following(metric, position, caughtUp, next, tried, succeeded, failures, points + more, problem);
    }

    /** Nothing was new. */
    Following unchanged(Instant due) {
        return new Following(metric, position, true, due, tried, succeeded, failures, points, problem);
    }

    /** The question failed. */
    Following failed(Instant now, Instant due, String why) {
        return new Following(metric, position, caughtUp, due, now, succeeded, failures + 1, points, why);
    }
}
