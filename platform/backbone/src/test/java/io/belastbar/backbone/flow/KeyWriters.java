package io.belastbar.backbone.flow;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One writer a key, each committing its events one by one; a failed commit is tried again unless it did happen. */
final class KeyWriters implements AutoCloseable {

    private final EventFlow flow;
    private final List<String> keys;
    private final AtomicInteger written = new AtomicInteger();
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> writers = new ArrayList<>();

    KeyWriters(EventFlow flow, int keyCount, int eventsAKey) {
        this.flow = flow;
        this.keys = Stream.generate(EventFlow::newKey).limit(keyCount).toList();
        keys.forEach(key -> writers.add(threads.submit(() -> write(key, eventsAKey))));
    }

    static List<Integer> sequences(int eventsAKey) {
        return IntStream.rangeClosed(1, eventsAKey).boxed().toList();
    }

    List<String> keys() {
        return keys;
    }

    List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    Future<?> alongside(Callable<?> task) {
        return threads.submit(task);
    }

    void awaitWritten(int events) {
        await().atMost(Duration.ofSeconds(90)).until(() -> written.get() >= events);
    }

    void awaitEnd() throws Exception {
        for (Future<?> writer : writers) {
            writer.get(120, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Void write(String key, int events) throws InterruptedException {
        for (int sequence = 1; sequence <= events; ) {
            try {
                flow.commit(EventFlow.step(key, sequence, "note"));
                written.incrementAndGet();
                sequence++;
            } catch (RuntimeException e) {
                failures.add(e);
                sequence = awaitCommitted(key) + 1;
            }
            Thread.sleep(5);
        }
        return null;
    }

    /** How many events of the key are in the outbox, once the database answers. */
    private int awaitCommitted(String key) throws InterruptedException {
        while (true) {
            try {
                return (int) flow.count("SELECT count(*) FROM outbox_event WHERE key = $1", key);
            } catch (RuntimeException e) {
                Thread.sleep(50);
            }
        }
    }
}
