package io.belastbar.local.supervision;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts children and keeps them alive, each in a thread of its own: one that takes long holds up no other. */
public final class Supervisor {
    private static final long LOOK_INTERVAL_MS = 200;
    private static final long CLOSE_LIMIT_S = 15;

    private final Map<String, SupervisedChild> children = new LinkedHashMap<>();
    private final Supervision supervision;
    private final ChildListener listener;
    private final Instant begun = Instant.now();
    private final long begunNanos = System.nanoTime();
    /** No virtual threads: many at once load classes there (docs/adr/0078). */
    private final ExecutorService starts = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("start-", 0).factory());

    private final Map<String, Attempt> attempts = new HashMap<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final Map<String, ChildState> told = new HashMap<>();
    private boolean started;
    private volatile boolean closed;

    /** One start of a child; one that was given up for a hold is nobody's any more. */
    private static final class Attempt {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicBoolean begun = new AtomicBoolean();
        private Future<?> thread;

        /** Whether the caller is the first: the start itself, or who forestalls it. */
        private boolean begin() {
            return begun.compareAndSet(false, true);
        }
    }

    /** How a start went, and how long the log was before it. */
    private record Outcome(SupervisedChild child, Attempt attempt, Exception failure, long logBegin) {}

    /** @param restartDelay before the first of several tries to start a child again */
    public Supervisor(List<? extends SupervisedChild> children, Duration restartDelay, ChildListener listener) {
        children.forEach(child -> this.children.put(child.name(), child));
        this.supervision = new Supervision(children, restartDelay);
        this.listener = listener;
    }

    /**
     * Starts each as soon as what it needs is ready, and returns when all have been.
     *
     * @throws CommandFailure when the first start of one fails, with the end of its log
     */
    public void startAll() throws InterruptedException {
        var missing = new HashSet<>(children.keySet());
        while (!missing.isEmpty()) {
            Outcome outcome = step();
            if (closed) {
                throw new CommandFailure(ExitCodes.ABORTED, "stopped before everything was ready");
            }
            if (outcome == null) {
                continue;
            }
            if (outcome.failure() != null && missing.contains(outcome.child().name())) {
                throw new CommandFailure(
                        ExitCodes.ABORTED,
                        "the platform did not start: " + reason(outcome) + "; the end of "
                                + outcome.child().log() + ":\n"
                                + LogEnd.of(outcome.child().log(), outcome.logBegin()));
            }
            missing.remove(outcome.child().name());
        }
        synchronized (this) {
            started = true;
            tell(now());
        }
    }

    /** Starts again whoever ends, until it is closed. */
    public void watch() throws InterruptedException {
        while (!closed) {
            step();
        }
    }

    /** When this returns, nobody is being started, and nobody will be. */
    public void close() throws InterruptedException {
        closed = true;
        starts.shutdownNow();
        starts.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS);
    }

    /**
     * From now on nobody starts the child, and its end means nothing. When this returns, no start of it is under way; it
     * may live.
     */
    public void hold(String name, String reason) throws InterruptedException {
        Attempt attempt;
        synchronized (this) {
            attempt = attempts.remove(name);
            supervision.hold(name, reason);
        }
        if (attempt != null && !attempt.begin()) {
            attempt.thread.cancel(true);
            attempt.ended.await();
        }
    }

    /** Ends a hold; one that has ended meanwhile is started at once. */
    public synchronized void release(String name) {
        supervision.release(name, children.get(name).isAlive(), now());
    }

    public synchronized ChildState state(String name) {
        return supervision.state(name);
    }

    /** @return the outcome that was taken note of, or null */
    private Outcome step() throws InterruptedException {
        synchronized (this) {
            Instant now = look();
            supervision.due(now).forEach(name -> attempt(children.get(name)));
            supervision.hanging(now).forEach(this::giveUp);
            tell(now);
        }
        Outcome outcome = outcomes.poll(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS);
        return outcome != null && isTaken(outcome) ? outcome : null;
    }

    /** Takes note of it, unless the child was held meanwhile. */
    private synchronized boolean isTaken(Outcome outcome) {
        String name = outcome.child().name();
        if (!attempts.remove(name, outcome.attempt())) {
            return false;
        }
        if (outcome.failure() == null) {
            supervision.ready(name, now());
        } else {
            // What it needs may have ended since the last look, and be the reason.
            Instant now = look();
            supervision.failed(name, reason(outcome), now);
            tellOfRestart(now);
        }
        return true;
    }

    /** A delay must not grow by a clock that is set back. */
    private Instant now() {
        return begun.plusNanos(System.nanoTime() - begunNanos);
    }

    private Instant look() {
        Instant now = now();
        supervision.look(name -> children.get(name).isAlive(), now);
        return now;
    }

    private void attempt(SupervisedChild child) {
        var attempt = new Attempt();
        try {
            attempt.thread = starts.submit(() -> start(child, attempt));
            attempts.put(child.name(), attempt);
        } catch (RejectedExecutionException closing) {
            // It is not to be started any more.
        }
    }

    private Void start(SupervisedChild child, Attempt attempt) throws InterruptedException {
        if (!attempt.begin()) {
            return null;
        }
        long logBegin = child.log().toFile().length();
        Exception failure = new IllegalStateException("an error in the launcher");
        try {
            child.start();
            failure = null;
        } catch (Exception e) {
            failure = e;
            // Whoever closes stops it in good order.
            if (!closed) {
                child.kill();
            }
        } finally {
            outcomes.add(new Outcome(child, attempt, failure, logBegin));
            attempt.ended.countDown();
        }
        return null;
    }

    /** The attempt ends as one that failed. */
    private void giveUp(String name) {
        attempts.get(name).thread.cancel(true);
    }

    /** With the time of the decision: the next try is told as so far away. A first start that fails ends all. */
    private void tellOfRestart(Instant now) {
        if (started) {
            tell(now);
        }
    }

    private synchronized void tell(Instant now) {
        children.forEach((name, child) -> {
            ChildState state = supervision.state(name);
            ChildState before = told.put(name, state);
            if (!state.equals(before)) {
                listener.changed(child, before, state, now);
            }
        });
    }

    private static String reason(Outcome outcome) {
        String message = outcome.failure().getMessage();
        String reason = outcome.failure() instanceof InterruptedException
                ? "did not come to its end"
                : message == null ? outcome.failure().getClass().getSimpleName() : message;
        return outcome.child().name() + ": "
                + reason.lines().findFirst().orElse("").replaceFirst(":$", "");
    }
}
