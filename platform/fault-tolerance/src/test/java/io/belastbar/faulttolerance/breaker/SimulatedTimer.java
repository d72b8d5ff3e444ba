package io.belastbar.faulttolerance.breaker;

import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** SmallRye's timer and the clock beside it, moved by a test: what is due runs on the thread that moves it. */
public final class SimulatedTimer extends Clock implements Timer {
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    public void advance(Duration step) {
        now = now.plus(step);
        for (Task task = nextDue(); task != null; task = nextDue()) {
            tasks.remove(task);
            task.done = true;
            task.work.run();
        }
    }

    private Task nextDue() {
        return tasks.stream()
                .filter(task -> !task.due.isAfter(now))
                .min(Comparator.comparing(task -> task.due))
                .orElse(null);
    }

    @Override
    public TimerTask schedule(long delayInMillis, Runnable work) {
        Task task = new Task(now.plusMillis(delayInMillis), work);
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
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private final class Task implements TimerTask {
        private final Instant due;
        private final Runnable work;
        private boolean done;

        private Task(Instant due, Runnable work) {
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
