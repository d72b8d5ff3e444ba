package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.CapacityConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The few threads that compute forecasts, below all others: who asks over HTTP does not wait for them. */
@ApplicationScoped
class ForecastingThreads {
    private final ExecutorService threads;

    ForecastingThreads(CapacityConfig config) {
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newFixedThreadPool(config.forecastThreads(), task -> {
            Thread thread = new Thread(task, "forecasting-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    <T> Future<T> compute(Callable<T> task) {
        return threads.submit(task);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
