package io.belastbar.web.trace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Of what happens often, the first five in a minute are told; once that was too few, one in a minute. Counts the rest. */
final class FewLines {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int AT_FIRST = 5;

    private final LongSupplier nanos;
    private final AtomicLong untold = new AtomicLong();
    private int most = AT_FIRST;
    private int told;
    private boolean wasTooMany;
    private long since;

    FewLines(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Whether this one is told. */
    synchronized boolean isTold() {
        long now = nanos.getAsLong();
        if (now - since >= MINUTE) {
            most = wasTooMany ? 1 : AT_FIRST;
            wasTooMany = false;
            since = now;
            told = 0;
        }
        if (told < most) {
            told++;
            return true;
        }
        wasTooMany = true;
        untold.incrementAndGet();
        return false;
    }

    /** How many were not told since the last time that somebody asked. */
    long untold() {
        return untold.getAndSet(0);
    }
}
