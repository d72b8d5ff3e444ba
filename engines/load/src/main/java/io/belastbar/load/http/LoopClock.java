package io.belastbar.load.http;

import io.belastbar.load.engine.LaneClock;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** {@link System#nanoTime} and the timers of an event loop. */
record LoopClock(EventLoop loop) implements LaneClock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void at(long nanos, Runnable action) {
        loop.schedule(action, Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
