package io.belastbar.cache;

import java.time.Duration;
import java.time.InstantSource;

/** How long values may be answered, counted from the moment before they were read. */
record Lifetime(Duration length, InstantSource clock) {

    /** The end of a life that begins now, in milliseconds since the epoch. */
    long end() {
        return clock.millis() + length.toMillis();
    }

    /** What is left of a life, in milliseconds; not positive when it is over. */
    long left(long until) {
        return until - clock.millis();
    }
}
