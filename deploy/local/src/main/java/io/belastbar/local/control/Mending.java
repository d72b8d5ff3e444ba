package io.belastbar.local.control;

import io.belastbar.local.control.fault.FaultRegister;
import io.belastbar.local.control.fault.Refusal;
import io.belastbar.local.supervision.ChildState;
import io.belastbar.local.supervision.Supervisor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Ends faults when their time is over, and makes well whoever has had one: one thread a child, until it is done. */
final class Mending {
    private static final long TICK_MS = 100;
    private static final long RETRY_MS = 1000;
    private static final long LOOK_MS = 20;
    private static final Duration WELL_WITHIN = Duration.ofSeconds(60);

    private final Map<String, Breakable> children;
    private final Supervisor supervisor;
    private final Databases databases;
    private final FaultRegister faults;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private Thread ticking;
    private volatile boolean closed;

    Mending(Map<String, Breakable> children, Supervisor supervisor, Databases databases, FaultRegister faults) {
        this.children = children;
        this.supervisor = supervisor;
        this.databases = databases;
        this.faults = faults;
    }

    void open() {
        ticking = Thread.ofPlatform().daemon().name("control-desk").start(this::tick);
    }

    void close() throws InterruptedException {
        closed = true;
        if (ticking != null) {
            ticking.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** It runs, or waits for another that is ill by itself. */
    boolean isCaredFor(Breakable child) {
        return switch (supervisor.state(child.name())) {
            case ChildState.Running running -> child.child().isAlive();
            case ChildState.Waiting waiting -> waiting.nextTry() == null;
            case ChildState.Starting starting -> false;
            case ChildState.Held held -> false;
        };
    }

    /**
     * Returns when the child has no such fault any more and is cared for.
     *
     * @throws Refusal when it is not within the patience; it goes on all the same
     */
    void awaitWell(Breakable child, String token, Duration patience) throws Refusal, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isWell(child, token)) {
            if (System.nanoTime() > deadline) {
                throw Refusal.notYet(child.name() + " is not well yet, and is still seen to");
            }
            faults.awaitChange(LOOK_MS);
        }
    }

    /** Another fault there is none of this token's matter. */
    private boolean isWell(Breakable child, String token) {
        return faults.at(child.name())
                .map(fault -> !fault.token().equals(token))
                .orElseGet(() -> isCaredFor(child));
    }

    private void tick() {
        try {
            while (!closed) {
                faults.expire();
                faults.all().forEach((name, fault) -> {
                    if (fault.ending() && underWay.add(name)) {
                        Thread.ofVirtual().start(() -> mend(children.get(name), fault.token()));
                    }
                });
                databases.tick();
                TimeUnit.MILLISECONDS.sleep(TICK_MS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void mend(Breakable child, String token) {
        try {
            while (!closed && !isMended(child)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MS);
            }
            if (!closed) {
                faults.undone(child.name(), token);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(child.name());
        }
    }

    private boolean isMended(Breakable child) throws InterruptedException {
        child.turn().lockInterruptibly();
        try {
            child.standstill().resume();
            supervisor.release(child.name());
        } catch (RuntimeException failed) {
            System.err.println("while mending " + child.name() + ", which is tried again: " + failed.getMessage());
            return false;
        } finally {
            child.turn().unlock();
        }
        long deadline = System.nanoTime() + WELL_WITHIN.toNanos();
        while (!closed && !isCaredFor(child) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return isCaredFor(child);
    }
}
