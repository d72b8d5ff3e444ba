package io.belastbar.load.http;

import io.belastbar.load.engine.LaneClock;
import java.util.function.Consumer;

/**
 * When calls have taken too long. All have the same time-out, so the order of their starts is that of their deadlines,
 * and one timer, set for the first of them, serves all: it fires about once a time-out, not once a request. A call has
 * left by the time that {@code expired} hears of it.
 */
final class Deadlines {

    private final LaneClock clock;
    private final long timeoutNanos;
    private final Consumer<Call> expired;
    private final Runnable look = this::look;
    private Call first;
    private Call last;
    private boolean armed;
    private boolean closed;

    Deadlines(LaneClock clock, long timeoutNanos, Consumer<Call> expired) {
        this.clock = clock;
        this.timeoutNanos = timeoutNanos;
        this.expired = expired;
    }

    void add(Call call) {
        call.deadline = clock.nanos() + timeoutNanos;
        call.earlier = last;
        call.later = null;
        call.timed = true;
        if (last == null) {
            first = call;
        } else {
            last.later = call;
        }
        last = call;
        if (!armed) {
            arm(call.deadline);
        }
    }

    /** Whether the call's time is over. */
    boolean passed(Call call) {
        return call.deadline - clock.nanos() <= 0;
    }

    /** Does nothing if it was removed, or has expired, before. */
    void remove(Call call) {
        if (!call.timed || closed) {
            return;
        }
        call.timed = false;
        if (call.earlier == null) {
            first = call.later;
        } else {
            call.earlier.later = call.later;
        }
        if (call.later == null) {
            last = call.earlier;
        } else {
            call.later.earlier = call.earlier;
        }
        call.earlier = null;
        call.later = null;
    }

    void close() {
        closed = true;
        first = null;
        last = null;
    }

    private void arm(long nanos) {
        armed = true;
        clock.at(nanos, look);
    }

    /**
     * What an expiry adds is due a whole time-out later, so the timer stays taken while it looks, and is then set for the
     * first of those that are left, whoever added them.
     */
    private void look() {
        long now = clock.nanos();
        try {
            while (first != null && first.deadline - now <= 0) {
                Call due = first;
                remove(due);
                expired.accept(due);
            }
        } finally {
            armed = false;
            if (first != null) {
                arm(first.deadline);
            }
        }
    }
}
