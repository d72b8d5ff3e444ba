package io.belastbar.load.engine;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that moves only when told to; a pause makes every timer in it fire at its end, as a stalled thread would. */
public final class VirtualClock implements LaneClock {

    private record Timer(long due, long order, Runnable action) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private long now;
    private long order;
    private long pauseFrom = Long.MAX_VALUE;
    private long pauseTo = Long.MAX_VALUE;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void at(long nanos, Runnable action) {
        timers.add(new Timer(Math.max(nanos, now), order++, action));
    }

    public void pause(long from, long to) {
        pauseFrom = from;
        pauseTo = to;
    }

    public void runUntil(long end) {
        while (!timers.isEmpty() && timers.peek().due() <= end) {
            Timer timer = timers.poll();
            now = Math.max(now, timer.due());
            if (now >= pauseFrom && now < pauseTo) {
                now = pauseTo;
            }
            timer.action().run();
        }
        now = Math.max(now, end);
    }
}
