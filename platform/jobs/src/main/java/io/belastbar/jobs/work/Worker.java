package io.belastbar.jobs.work;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One replica's hands for one queue: takes items as they come due, a virtual thread for each. An item that fails, hangs or
 * cannot be read holds up no other.
 */
final class Worker<T> {

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final LeasedWork<T> work;
    private final LeasedWorkRepository rows;
    private final WorkTerms terms;
    private final WorkHandler<T> handler;
    private final WorkMetrics metrics;
    private final LostOwners owners;
    private final Semaphore places;
    private final Semaphore wake = new Semaphore(0);
    private final Map<Attempt<T>, Thread> underWay = new ConcurrentHashMap<>();
    private final Thread thread;
    private long lookedAtNanos;
    private boolean away;
    private volatile boolean draining;
    private volatile boolean stopping;

    Worker(
            LeasedWork<T> work,
            LeasedWorkRepository rows,
            WorkTerms terms,
            WorkHandler<T> handler,
            WorkMetrics metrics) {
        this.work = work;
        this.rows = rows;
        this.terms = terms;
        this.handler = handler;
        this.metrics = metrics;
        this.owners = new LostOwners(terms.lease());
        this.places = new Semaphore(terms.places());
        this.lookedAtNanos = System.nanoTime() - terms.poll().toNanos();
        this.thread = Thread.ofVirtual().name("worker-" + work.queue()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something may be due. */
    void wake() {
        wake.release();
    }

    /** Takes nothing any more; what is under way runs on. */
    void drain() {
        draining = true;
    }

    /** Takes nothing any more; what is under way is finished within the grace, or given back. */
    void stop() throws InterruptedException {
        stopping = true;
        wake();
        underWay.keySet().forEach(attempt -> attempt.stop(terms.grace()));
        // A claim under way is awaited: interrupted, it might still take an item, which nobody would then have.
        thread.join(Await.DATABASE_MAX.plus(WAIT_MAX));
        thread.interrupt();
        for (Thread place : underWay.values()) {
            place.join(terms.grace().plus(Attempt.AFTER_INTERRUPT.multipliedBy(3)));
        }
    }

    private void run() {
        while (!stopping) {
            try {
                round();
                away = false;
            } catch (InterruptedException | Await.Interrupted stop) {
                // Only stop() interrupts; the loop's condition decides.
                Thread.interrupted();
            } catch (RuntimeException failure) {
                tell(failure);
                pause();
            }
        }
    }

    private void round() throws InterruptedException {
        if (System.nanoTime() - lookedAtNanos >= terms.poll().toNanos()) {
            lookedAtNanos = System.nanoTime();
            look();
        }
        if (!places.tryAcquire(WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        Optional<HeldWork<T>> next = Optional.empty();
        try {
            wake.drainPermits();
            next = claim();
        } finally {
            if (next.isEmpty()) {
                places.release();
            }
        }
        if (next.isPresent()) {
            serve(next.get());
        } else if (!stopping) {
            wake.tryAcquire(terms.poll().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Optional<HeldWork<T>> claim() {
        if (draining) {
            return Optional.empty();
        }
        // With a heartbeat an old lease says nothing by itself: see LostOwners.
        return Await.of(rows.claim(work.queue(), terms.lease(), !terms.hasHeartbeat(), terms.lanesByTime()))
                .map(claimed -> new HeldWork<>(work, claimed, terms.lease()));
    }

    /** What is looked at once a poll: how much waits, and whose owner is lost. */
    private void look() {
        metrics.backlog(Await.of(rows.backlog(work.queue())));
        if (!terms.hasHeartbeat()) {
            return;
        }
        Set<Long> own = underWay.keySet().stream()
                .map(attempt -> attempt.held().claimed().lease())
                .collect(Collectors.toSet());
        var lost = owners.observe(Await.of(rows.held(work.queue())), own, Duration.ofNanos(System.nanoTime()));
        for (LostOwners.Heartbeat heartbeat : lost) {
            if (Await.of(rows.takeFrom(work.queue(), heartbeat))) {
                LOG.warnf("Work taken from its lost owner: queue=%s item=%s", work.queue(), heartbeat.item());
            }
        }
    }

    private void serve(HeldWork<T> held) {
        Attempt<T> attempt = new Attempt<>(work, rows, held, terms, handler, metrics);
        Thread place = Thread.ofVirtual()
                .name("work-" + work.queue() + "-" + held.item())
                .unstarted(() -> {
                    try {
                        attempt.run();
                    } catch (RuntimeException surprise) {
                        // The lease ends, and the item is given out again.
                        tell(surprise);
                    } finally {
                        underWay.remove(attempt);
                        places.release();
                        wake();
                    }
                });
        underWay.put(attempt, place);
        place.start();
        if (stopping) {
            attempt.stop(terms.grace());
        }
    }

    /** An outage is told once. */
    private void tell(RuntimeException failure) {
        if (stopping) {
            return;
        }
        metrics.backlog(null);
        if (!FailureMapper.isPassing(failure)) {
            LOG.errorf(failure, "Work fails and is tried again: queue=%s", work.queue());
        } else if (!away) {
            LOG.warnf("Work waits, the database did not answer: queue=%s reason=%s", work.queue(), failure);
            away = true;
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(terms.poll().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            // Only stop() interrupts; the loop's condition decides.
            Thread.interrupted();
        }
    }
}
