package io.belastbar.jobs.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The workers of this replica, one for each queue. */
@ApplicationScoped
public class Workers {

    private final LeasedWorkRepository rows;
    private final MeterRegistry registry;
    private final WorkSignals signals;
    private final TracedWork traces;
    private final Map<String, Worker<?>> workers = new ConcurrentHashMap<>();
    private boolean listening;

    /** For tests, which need more than one replica. */
    public Workers(LeasedWorkRepository rows, Pool pool, MeterRegistry registry) {
        this(rows, pool, registry, TracedWork.NONE);
    }

    @Inject
    Workers(LeasedWorkRepository rows, Pool pool, MeterRegistry registry, TracedWork traces) {
        this.rows = rows;
        this.traces = traces;
        this.registry = registry;
        this.signals = new WorkSignals(pool, this::wake, () -> workers.values().forEach(Worker::wake));
    }

    /** A queue by its name. */
    public <T> LeasedWork<T> queue(String name, PayloadFormat<T> format) {
        return new LeasedWork<>(rows, name, format);
    }

    /** From now on items of this queue are worked off here, until the service stops. */
    public synchronized <T> void start(LeasedWork<T> work, WorkTerms terms, WorkHandler<T> handler) {
        Worker<T> worker = new Worker<>(
                work, rows, terms, traces.of(work.queue(), handler), new WorkMetrics(registry, work.queue()));
        if (workers.putIfAbsent(work.queue(), worker) != null) {
            throw new IllegalStateException("queue " + work.queue() + " has a worker already");
        }
        worker.start();
        if (!listening) {
            listening = true;
            signals.start();
        }
    }

    /** While the service still answers, and waits for requests that are under way: what waits is another replica's. */
    void drain(@Observes ShutdownDelayInitiatedEvent ending) {
        workers.values().forEach(Worker::drain);
    }

    /** Before the pool closes, unlike a PreDestroy. */
    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop();
    }

    /** Takes nothing any more; what is under way is finished or given back. */
    public synchronized void stop() throws InterruptedException {
        if (listening) {
            signals.stop();
        }
        List<Thread> ends = new ArrayList<>();
        for (Worker<?> worker : workers.values()) {
            ends.add(Thread.ofVirtual().start(() -> stop(worker)));
        }
        for (Thread end : ends) {
            end.join();
        }
        workers.clear();
        listening = false;
    }

    private void wake(String queue) {
        Worker<?> worker = workers.get(queue);
        if (worker != null) {
            worker.wake();
        }
    }

    private static void stop(Worker<?> worker) {
        try {
            worker.stop();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
