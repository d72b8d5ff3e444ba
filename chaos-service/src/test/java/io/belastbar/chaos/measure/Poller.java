package io.belastbar.chaos.measure;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries to write every 10 ms on a connection of its own, and knows nothing of the probe. */
final class Poller implements AutoCloseable {
    private static final int AT_ONCE_MAX = 60;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final java.util.concurrent.ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<long[]> successes = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final String url;

    Poller(URI address) {
        url = "jdbc:" + address;
        clock.scheduleAtFixedRate(
                () -> {
                    if (underWay.incrementAndGet() > AT_ONCE_MAX) {
                        underWay.decrementAndGet();
                    } else {
                        tries.submit(this::attempt);
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        var properties = new Properties();
        properties.setProperty("user", "probe");
        properties.setProperty("password", Pair.PASSWORD);
        properties.setProperty("socketTimeout", "2");
        long begun = System.nanoTime();
        synchronized (successes) {
            starts.add(begun);
        }
        try (Connection connection = new org.postgresql.Driver().connect(url, properties)) {
            connection.createStatement().execute("INSERT INTO polled VALUES (1)");
            synchronized (successes) {
                successes.add(new long[] {begun, System.nanoTime()});
            }
        } catch (SQLException notNow) {
            // The next one comes in 10 ms.
        } finally {
            underWay.decrementAndGet();
        }
    }

    boolean succeededAfter(long nanos) {
        synchronized (successes) {
            return successes.stream().anyMatch(success -> success[0] > nanos);
        }
    }

    /** From the fault, or the last success before it, to the first success of one begun after the fault. */
    Duration outage(long fault) {
        synchronized (successes) {
            long last = successes.stream()
                    .mapToLong(s -> s[1])
                    .filter(at -> at <= fault)
                    .max()
                    .orElse(fault);
            long first = successes.stream()
                    .filter(s -> s[1] > fault + 50_000_000)
                    .mapToLong(s -> s[1])
                    .min()
                    .orElseThrow();
            return Duration.ofNanos(first - Math.min(last, fault));
        }
    }

    /** By how much {@link #outage} may be wrong: it cannot see what happens between two of its starts. */
    Duration largestGap() {
        synchronized (successes) {
            long[] sorted = starts.stream().mapToLong(Long::longValue).sorted().toArray();
            return Duration.ofNanos(java.util.stream.IntStream.range(1, sorted.length)
                    .mapToLong(i -> sorted[i] - sorted[i - 1])
                    .max()
                    .orElseThrow());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        tries.shutdownNow();
    }
}
