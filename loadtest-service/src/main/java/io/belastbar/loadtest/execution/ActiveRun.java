package io.belastbar.loadtest.execution;

import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.progress.RunProgress;
import io.belastbar.loadtest.run.RunEnd;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRun.RunOrders;
import io.belastbar.report.Sentence;
import io.belastbar.web.progress.ProgressLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A run that this process runs: its points, and ways to change it and to end it early. */
final class ActiveRun {

    private volatile TestRun run;
    private final RunLog log = new RunLog();
    private final AtomicReference<Early> interruption = new AtomicReference<>();
    private final AtomicReference<Consumer<LoadChange>> steering = new AtomicReference<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile Instant notAfter;
    private int changesFollowed;
    private List<Sentence> foundBefore = List.of();

    ActiveRun(TestRun run) {
        this.run = run;
        this.notAfter = run.terms().notAfter();
    }

    /** The load begins: until now the run had been taken, its scenario read and its connections opened. */
    void began(Instant firstRequestDue) {
        run = run.beganAt(firstRequestDue);
    }

    TestRun run() {
        return run;
    }

    RunLog log() {
        return log;
    }

    ProgressLog<RunProgress> points() {
        return log.points();
    }

    /** What a look at the targets before the load found; for the thread of the run. */
    void found(List<Sentence> notes) {
        foundBefore = List.copyOf(notes);
    }

    List<Sentence> foundBefore() {
        return foundBefore;
    }

    /** From now on the load can be changed; null: no more. */
    void steer(Consumer<LoadChange> load) {
        steering.set(load);
    }

    /** What people asked for in the meantime; each wish is followed once. */
    void obey(RunOrders orders) {
        if (orders == RunOrders.GONE) {
            interrupt(RunEnd.takenAway());
        }
        if (orders.cancelledBy() != null) {
            interrupt(RunEnd.cancelled(orders.cancelledBy()));
        }
        if (orders.notAfter() != null) {
            notAfter = orders.notAfter();
        }
        Consumer<LoadChange> load = steering.get();
        if (load != null && orders.change() != null && orders.changeNumber() > changesFollowed) {
            changesFollowed = orders.changeNumber();
            load.accept(orders.change());
        }
    }

    /** The first reason counts. */
    void interrupt(Early reason) {
        interruption.compareAndSet(null, reason);
        interrupted.countDown();
    }

    /** Waits this long, or until somebody ends the run or its time is over. */
    Optional<Early> awaitInterruption(Duration patience) {
        Instant limit = notAfter;
        try {
            Duration left = limit == null ? patience : Duration.between(Instant.now(), limit);
            interrupted.await((left.compareTo(patience) < 0 ? left : patience).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of(RunEnd.serviceStopped());
        }
        if (limit != null && !Instant.now().isBefore(limit)) {
            interrupt(RunEnd.timeOver());
        }
        return Optional.ofNullable(interruption.get());
    }
}
