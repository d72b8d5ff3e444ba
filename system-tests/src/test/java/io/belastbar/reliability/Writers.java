package io.belastbar.reliability;

import io.belastbar.running.RunningPlatform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts forecasts, each of a metric of its own, whatever happens to the platform. A forecast is stored with three events
 * (two horizons and a limit that comes near), and budget-service escalates the limit: one write can be followed to its
 * effect in another service by the name of its metric.
 */
final class Writers implements AutoCloseable {
    static final String SYSTEM = "reliability";
    static final int EVENTS_A_WRITE = 3;

    private static final String FORECAST = """
            {"metric": "%s", "unit": "GB", "horizons": ["P30D", "P90D"], "limit": 110, "series": [
              {"at": "2026-11-01T00:00:00Z", "value": 80.0}, {"at": "2026-11-02T00:00:00Z", "value": 81.1},
              {"at": "2026-11-03T00:00:00Z", "value": 81.9}, {"at": "2026-11-04T00:00:00Z", "value": 83.0},
              {"at": "2026-11-05T00:00:00Z", "value": 84.1}, {"at": "2026-11-06T00:00:00Z", "value": 84.9}]}
            """;

    private final RunningPlatform platform;
    private final long pauseNanos;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private Writers(RunningPlatform platform, long pauseNanos) {
        this.platform = platform;
        this.pauseNanos = pauseNanos;
    }

    /** Starts the writers; each waits for its answer before it writes again. */
    static Writers start(RunningPlatform platform, int number, int writesPerSecond) {
        var writers = new Writers(platform, 1_000_000_000L * number / writesPerSecond);
        for (int writer = 0; writer < number; writer++) {
            String name = "writer-" + writer;
            writers.threads.add(Thread.ofPlatform().name(name).start(() -> writers.write(name)));
        }
        return writers;
    }

    /** The metrics whose forecast was answered with 201. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    int attempts() {
        return attempts.get();
    }

    /** Returns when the last answer has come. */
    @Override
    public void close() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String writer) {
        for (int number = 0; running; number++) {
            String metric = writer + "-" + number;
            attempts.incrementAndGet();
            try {
                var answer = platform.post(
                        "capacity", "/api/v1/systems/" + SYSTEM + "/forecasts", FORECAST.formatted(metric));
                if (answer.statusCode() == 201) {
                    acknowledged.add(metric);
                }
            } catch (IOException away) {
                // Not acknowledged; it may be stored all the same.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }
}
