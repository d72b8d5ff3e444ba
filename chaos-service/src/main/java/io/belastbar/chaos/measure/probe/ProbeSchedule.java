package io.belastbar.chaos.measure.probe;

import java.time.Duration;

/**
 * When writes are begun, and how long one may take.
 *
 * @param interval from one start to the next, 5 ms to 10 s: the error bound of what is measured
 * @param patience how long a write may hang until it is given up, 100 ms to 60 s, at least the interval
 */
public record ProbeSchedule(Duration interval, Duration patience) {
    public static final ProbeSchedule DEFAULT = new ProbeSchedule(Duration.ofMillis(20), Duration.ofSeconds(1));

    /** Connections that a probe opens at most: a database has others to serve. */
    private static final int IN_FLIGHT_MAX = 60;

    public ProbeSchedule {
        require("interval", interval, Duration.ofMillis(5), Duration.ofSeconds(10));
        require("patience", patience, Duration.ofMillis(100), Duration.ofSeconds(60));
        if (patience.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "patience should be at least the interval, " + interval + ": was " + patience);
        }
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s should be from %s to %s: was %s".formatted(name, least, most, value));
        }
    }

    /** How many writes may be under way; where one more would begin, the oldest that hangs is given up. */
    int inFlightMax() {
        return (int) Math.min(IN_FLIGHT_MAX, patience.dividedBy(interval) + 2);
    }

    /** From when on a write is taken to hang: others then do not trust a connection that was open before. */
    Duration hanging() {
        return patience.dividedBy(10).compareTo(interval.multipliedBy(2)) > 0
                ? patience.dividedBy(10)
                : interval.multipliedBy(2);
    }
}
