package io.belastbar.faulttolerance.breaker;

import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** SmallRye's timer and the clocks beside it, moved by a test: what is due runs on the thread that moves it. */
public final class SimulatedTimer implements InstantSource, Timer {
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private Duration uptime = Duration.ofNanos(Long.MAX_VALUE - 1);
    private Instant wall = Instant.parse("2026-11-20T12:00:00Z");

    public void advance(Duration step) {
        uptime = uptime.plus(step);
        wall = wall.plus(step);
        for (Task task = nextDue(); task != null; task = nextDue()) {
            tasks.remove(task);
            task.done = true;
            task.work.run();
        }
    }

    /** Somebody sets the clock; no time passes. */
    public void setWallClock(Duration forward) {
        wall = wall.plus(forward);
    }

    /** Overflows soon after the start, as a real one may. */
    long nanos() {
        return uptime.getSeconds() * 1_000_000_000L + uptime.getNano();
    }

    private Task nextDue() {
        return tasks.stream()
                .filter(task -> task.due.compareTo(uptime) <= 0)
                .min(Comparator.comparing(task -> task.due))
                .orElse(null);
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable work) {
        Task task = new Task(uptime.plusMillis(delayInMillis), work);
        tasks.add(task);
        return task;
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable work, Executor executor) {
        return schedule(delayInMillis, work);
    }

    @Override
    public int getId() {
        return 0;
    }

    @Override
    public int countScheduledTasks() {
        return tasks.size();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public Instant instant() {
        return wall;
    }

    private final class Task implements TimerTask {
        private final Duration due;
        private final Runnable work;
        private boolean done;

        private Task(Duration due, Runnable work) {
            this.due = due;
            this.work = work;
        }

        @Override
        public boolean isDone() {
            return done;
        }

        @Override
        public boolean cancel() {
            boolean cancelled = tasks.remove(this);
            done = true;
            return cancelled;
        }
    }
}
