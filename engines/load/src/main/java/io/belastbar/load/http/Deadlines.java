package io.belastbar.load.http;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When calls have taken too long. All have the same time-out, so the order of their starts is that of their deadlines,
 * and one timer, set for the first of them, serves all: it fires about once a time-out, not once a request.
 */
final class Deadlines {

    private final EventLoop loop;
    private final long timeoutNanos;
    private final Consumer<Call> expired;
    private final Runnable look = this::look;
    private Call first;
    private Call last;
    private boolean armed;
    private boolean closed;

    Deadlines(EventLoop loop, long timeoutNanos, Consumer<Call> expired) {
        this.loop = loop;
        this.timeoutNanos = timeoutNanos;
        this.expired = expired;
    }

    void add(Call call, long nowNanos) {
        call.deadline = nowNanos + timeoutNanos;
        call.earlier = last;
        call.later = null;
        if (last == null) {
            first = call;
        } else {
            last.later = call;
        }
        last = call;
        if (!armed) {
            arm(timeoutNanos);
        }
    }

    void remove(Call call) {
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

    private void arm(long delayNanos) {
        armed = true;
        loop.schedule(look, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    }

    private void look() {
        armed = false;
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        while (first != null && first.deadline - now <= 0) {
            expired.accept(first);
        }
        if (first != null && !armed) {
            arm(first.deadline - now);
        }
    }
}
