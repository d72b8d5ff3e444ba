package io.belastbar.jobs.work;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.jobs.work.HeldWork.Ended;
import io.belastbar.jobs.work.WorkMetrics.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One item in one worker's hands. The handler runs on a thread of its own, so that one that hangs is given up when its
 * lease ends: it can close nothing any more.
 */
final class Attempt<T> {

    /** How long a handler may take to notice its interruption. */
    static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Attempt.class);
    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final LeasedWork<T> work;
    private final LeasedWorkRepository rows;
    private final HeldWork<T> held;
    private final WorkTerms terms;
    private final WorkHandler<T> handler;
    private final WorkMetrics metrics;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Thread hand;
    private volatile long stopAtNanos = Long.MAX_VALUE;

    Attempt(
            LeasedWork<T> work,
            LeasedWorkRepository rows,
            HeldWork<T> held,
            WorkTerms terms,
            WorkHandler<T> handler,
            WorkMetrics metrics) {
        this.work = work;
        this.rows = rows;
        this.held = held;
        this.terms = terms;
        this.handler = handler;
        this.metrics = metrics;
        this.hand = Thread.ofVirtual()
                .name("hand-" + work.queue() + "-" + held.item())
                .unstarted(this::handle);
    }

    HeldWork<T> held() {
        return held;
    }

    /** From now on it has this long to end. */
    void stop(Duration grace) {
        stopAtNanos = System.nanoTime() + grace.toNanos();
        held.stop();
    }

    void run() {
        hand.start();
        watch();
        settle();
    }

    private void handle() {
        try {
            if (terms.retry().isBeyond(held.attempt())) {
                outcome.complete(
                        new Outcome.GiveUp("its owner was lost in each of " + (held.attempt() - 1) + " attempts"));
            } else {
                outcome.complete(handler.handle(held));
            }
        } catch (InterruptedException | RuntimeException | Error failure) {
            // An error too: the item must not stay with a hand that is gone.
            outcome.completeExceptionally(failure);
        }
    }

    /** Until the handler has ended, or was told to and does not. */
    private void watch() {
        long nextBeat = System.nanoTime();
        while (!outcome.isDone()) {
            long now = System.nanoTime();
            if (now - stopAtNanos >= 0 && stopAtNanos != Long.MAX_VALUE) {
                end(Ended.STOPPING);
                return;
            }
            if (terms.hasHeartbeat()) {
                if (now - nextBeat >= 0) {
                    nextBeat = now + terms.heartbeat().toNanos();
                    beat();
                }
                waitFor(Duration.ofNanos(Math.max(1, nextBeat - now)));
            } else if (held.isOverdue(now)) {
                end(Ended.OVERDUE);
                return;
            } else {
                waitFor(terms.lease());
            }
        }
    }

    /** The handler goes on while PostgreSQL is away; it is ended when the item is lost. */
    private void beat() {
        try {
            if (held.ended() != null || held.extend(terms.lease())) {
                return;
            }
            // The handler may have closed the item itself, and be about to say so.
            waitFor(AFTER_INTERRUPT);
            if (!outcome.isDone()) {
                LOG.warnf("Work lost while it was under way, and ended: queue=%s item=%s", work.queue(), held.item());
                held.end(Ended.LOST, hand::interrupt);
            }
        } catch (RuntimeException failure) {
            if (!FailureMapper.isPassing(failure)) {
                throw failure;
            }
        }
    }

    private void end(Ended reason) {
        held.end(reason, hand::interrupt);
        hand.interrupt();
        waitFor(AFTER_INTERRUPT);
    }

    private void waitFor(Duration max) {
        try {
            long millis = Math.max(1, Math.min(max.toMillis(), LOOK_MAX.toMillis()));
            outcome.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException notYet) {
            // The loop looks again; nobody interrupts this thread.
        }
    }

    private void settle() {
        Ended ended = held.ended();
        if (!outcome.isDone()) {
            LOG.errorf("Work hangs and is left behind: queue=%s item=%s", work.queue(), held.item());
            failed(ended, "it took longer than " + terms.lease().toMillis() + " ms");
            return;
        }
        try {
            settle(outcome.join());
        } catch (CompletionException failure) {
            failed(ended, failure.getCause());
        }
    }

    private void settle(Outcome brought) {
        switch (brought) {
            case Outcome.Done done -> {
                Await.of(rows.finishAlone(work.queue(), held.claimed()));
                metrics.count(Result.DONE);
            }
            case Outcome.Again(Duration after) -> {
                giveBack(after, 0, null);
                metrics.count(Result.DONE);
            }
            case Outcome.NotYet(Duration after, String reason) -> {
                giveBack(after, held.attempt() - 1, reason);
                metrics.count(Result.POSTPONED);
            }
            case Outcome.Later(Duration after, String reason) -> {
                if (terms.retry().pauseAfter(held.attempt()).isEmpty()) {
                    giveUp(reason);
                } else {
                    giveBack(after, held.attempt(), reason);
                    metrics.count(Result.POSTPONED);
                }
            }
            case Outcome.GiveUp(String reason) -> giveUp(reason);
        }
    }

    private void failed(Ended ended, Throwable failure) {
        if (failure instanceof LeaseLost) {
            failed(Ended.LOST, failure.getMessage());
            return;
        }
        boolean interrupted = failure instanceof InterruptedException || failure instanceof Await.Interrupted;
        if (ended != null && interrupted) {
            failed(ended, "it took longer than " + terms.lease().toMillis() + " ms");
            return;
        }
        LOG.warnf(failure, "Work failed: queue=%s item=%s attempt=%d", work.queue(), held.item(), held.attempt());
        String reason = FailureMapper.reason(failure);
        if (ended == null && terms.lastingFailuresEnd() && !FailureMapper.isPassing(failure)) {
            giveUp(reason);
        } else {
            failed(ended, reason);
        }
    }

    private void failed(Ended ended, String reason) {
        if (ended == Ended.LOST) {
            metrics.count(Result.LOST);
        } else if (ended == Ended.STOPPING) {
            giveBack(Duration.ZERO, held.attempt() - 1, "the service stopped");
            metrics.count(Result.GIVEN_BACK);
        } else {
            Optional<Duration> pause = terms.retry().pauseAfter(held.attempt());
            if (pause.isEmpty()) {
                giveUp(reason);
            } else {
                giveBack(pause.get(), held.attempt(), reason);
                metrics.count(Result.FAILED);
            }
        }
    }

    /** Whoever is told may fail too, and is then told again: in the end nothing is given up without being recorded. */
    private void giveUp(String reason) {
        try {
            handler.givenUp(held, reason);
            Await.of(rows.finishAlone(work.queue(), held.claimed()));
            LOG.warnf(
                    "Work given up: queue=%s item=%s attempts=%d reason=%s",
                    work.queue(), held.item(), held.attempt(), reason);
            metrics.count(Result.GIVEN_UP);
        } catch (LeaseLost lost) {
            metrics.count(Result.LOST);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.errorf(
                    failure,
                    "Giving up could not be recorded, trying again: queue=%s item=%s",
                    work.queue(),
                    held.item());
            giveBack(terms.retry().backOff().max(), terms.retry().attempts(), reason);
            metrics.count(Result.FAILED);
        }
    }

    private void giveBack(Duration delay, int attempts, String problem) {
        Await.of(rows.giveBack(work.queue(), held.claimed(), delay, Math.max(0, attempts), problem));
    }
}
