package io.belastbar.faultproxy.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread that moves bytes and changes what moves them. Nothing in it waits for a socket, a name or a file. So a change of
 * toxics is in force on all open connections when its call comes back, and comes back in microseconds however many bytes are
 * held. The first loop may wait for the others, never the other way round.
 */
public final class Loop implements AutoCloseable {
    /** What a channel has to say. */
    interface Handler {
        /** Called when the key is ready. */
        void ready(SelectionKey key);

        /** Called when {@link #ready} failed in a way that nobody foresaw: closes what belongs to the key. */
        void broken();
    }

    private static final int READ_BYTES = 64 * 1024;
    private static final long SHORT_WAIT_NANOS = 50_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long CALL_SECONDS = 10;

    private final Selector selector;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final TreeSet<Timer> timers = new TreeSet<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Consumer<Throwable> onBroken;
    private volatile boolean closing;
    private long timerCount;

    /** @param onBroken told of failures that nobody foresaw; they end one connection and not the loop */
    public Loop(Consumer<Throwable> onBroken) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.onBroken = onBroken;
        thread = Thread.ofPlatform().name("fault-proxy-loop").daemon().start(this::run);
    }

    /** Runs in the loop, in the order of the calls. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Runs in the loop, and gives back what it gave back or threw.
     *
     * @throws IllegalStateException when the loop has ended, or does not answer within ten seconds
     */
    public <T> T call(Supplier<T> task) {
        if (Thread.currentThread() == thread) {
            return task.get();
        }
        var answer = new CompletableFuture<T>();
        execute(() -> {
            try {
                T given = task.get();
                // A closed channel lets go of its port only when the selector has forgotten it
                selector.selectNow(this::dispatch);
                answer.complete(given);
            } catch (IOException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(CALL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the proxy's loop does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Nanoseconds of a clock that never goes back. */
    public long now() {
        return System.nanoTime();
    }

    /** Runs a task in the loop at a time; only to be called in the loop. */
    Timer at(long nanos, Runnable task) {
        var timer = new Timer(nanos, timerCount++, task);
        timers.add(timer);
        return timer;
    }

    /** A task that can be taken back. */
    @FunctionalInterface
    public interface Task {
        /** Only to be called in the loop. */
        void cancel();
    }

    /** Runs a task in the loop after a while; only to be called in the loop. */
    public Task after(long milliseconds, Runnable task) {
        Timer timer = at(now() + milliseconds * MILLISECOND, task);
        return () -> cancel(timer);
    }

    /** Takes a task back that has not run; only to be called in the loop. */
    void cancel(Timer timer) {
        if (timer != null) {
            timers.remove(timer);
        }
    }

    SelectionKey register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        return channel.register(selector, interest, handler);
    }

    /** Room for one read; what it holds is gone with the next. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    private void run() {
        while (!closing) {
            try {
                await();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    guarded(task);
                }
                fireTimers();
            } catch (IOException | RuntimeException e) {
                onBroken.accept(e);
            } catch (Error e) {
                onBroken.accept(e);
                throw e;
            }
        }
        for (SelectionKey key : List.copyOf(selector.keys())) {
            ((Handler) key.attachment()).broken();
        }
        try {
            selector.close();
        } catch (IOException e) {
            onBroken.accept(e);
        }
    }

    private void await() throws IOException {
        Timer first = timers.isEmpty() ? null : timers.first();
        long wait = first == null ? Long.MAX_VALUE : first.at() - now();
        if (!tasks.isEmpty() || wait <= 0) {
            selector.selectNow(this::dispatch);
        } else if (wait < MILLISECOND) {
            // Selectors wait whole milliseconds only: slices of microseconds are waited for in short steps
            if (selector.selectNow(this::dispatch) == 0) {
                LockSupport.parkNanos(Math.min(wait, SHORT_WAIT_NANOS));
            }
        } else if (wait == Long.MAX_VALUE) {
            selector.select(this::dispatch);
        } else {
            selector.select(this::dispatch, wait / MILLISECOND);
        }
    }

    private void dispatch(SelectionKey key) {
        var handler = (Handler) key.attachment();
        try {
            if (key.isValid()) {
                handler.ready(key);
            }
        } catch (RuntimeException e) {
            onBroken.accept(e);
            handler.broken();
        }
    }

    private void fireTimers() {
        long now = now();
        while (!timers.isEmpty() && timers.first().at() <= now) {
            guarded(timers.pollFirst().task());
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            onBroken.accept(e);
        }
    }

    /** Ends the thread and closes every channel. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CALL_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
