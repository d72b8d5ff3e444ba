package io.belastbar.loadtest.execution;

import io.belastbar.loadtest.progress.ProgressLog;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.run.TestRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A run that this process runs: its points, and a way to end it early. */
final class ActiveRun {

    private final TestRun run;
    private final ProgressLog log = new ProgressLog();
    private final AtomicReference<RunEnd> interruption = new AtomicReference<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    ActiveRun(TestRun run) {
        this.run = run;
    }

    TestRun run() {
        return run;
    }

    ProgressLog log() {
        return log;
    }

    /** The first reason counts. */
    void interrupt(RunEnd reason) {
        interruption.compareAndSet(null, reason);
        interrupted.countDown();
    }

    /** Waits this long, or until somebody ends the run. */
    Optional<RunEnd> awaitInterruption(Duration patience) {
        try {
            interrupted.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of(new RunEnd.ServiceStopped());
        }
        return Optional.ofNullable(interruption.get());
    }
}
