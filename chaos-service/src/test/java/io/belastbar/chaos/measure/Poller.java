package io.belastbar.chaos.measure;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Tries to write every 10 ms on a connection of its own, and knows nothing of the probe. */
final class Poller implements AutoCloseable {
    /** Fewer than the server lets in, beside the probe. */
    private static final int AT_ONCE_MAX = 150;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Success> successes = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final String url;

    private record Success(long begun, long ended) {}

    Poller(Pair pair) throws SQLException {
        try (Connection admin = pair.primary.connect("postgres")) {
            admin.createStatement().execute("CREATE TABLE polled (n int)");
            admin.createStatement().execute("GRANT INSERT ON polled TO probe");
        }
        URI address = pair.url();
        url = "jdbc:" + address;
        clock.scheduleAtFixedRate(this::begin, 0, 10, TimeUnit.MILLISECONDS);
    }

    private void begin() {
        if (underWay.incrementAndGet() > AT_ONCE_MAX) {
            underWay.decrementAndGet();
        } else {
            tries.submit(this::attempt);
        }
    }

    private void attempt() {
        var properties = new Properties();
        properties.setProperty("user", "probe");
        properties.setProperty("password", Pair.PASSWORD);
        properties.setProperty("socketTimeout", "1");
        long begun = System.nanoTime();
        synchronized (successes) {
            starts.add(begun);
        }
        try (Connection connection = new org.postgresql.Driver().connect(url, properties)) {
            connection.createStatement().execute("INSERT INTO polled VALUES (1)");
            synchronized (successes) {
                successes.add(new Success(begun, System.nanoTime()));
            }
        } catch (SQLException notNow) {
            // The next one comes in 10 ms.
        } finally {
            underWay.decrementAndGet();
        }
    }

    boolean succeededAfter(long nanos) {
        synchronized (successes) {
            return successes.stream().anyMatch(success -> success.begun() > nanos);
        }
    }

    /**
     * From the fault, or the last success before it, to the first success that is none of the old primary.
     *
     * @param promotion from when on the old one cannot have answered
     */
    Duration outage(long fault, long promotion) {
        synchronized (successes) {
            long last = successes.stream()
                    .filter(success -> success.begun() < promotion)
                    .mapToLong(Success::ended)
                    .max()
                    .orElse(fault);
            long first = successes.stream()
                    .filter(success -> success.begun() >= promotion)
                    .mapToLong(Success::ended)
                    .min()
                    .orElseThrow();
            return Duration.ofNanos(first - Math.min(last, fault));
        }
    }

    /** It cannot see what happens between two of its starts. */
    Duration largestGap() {
        synchronized (successes) {
            long[] sorted = starts.stream().mapToLong(Long::longValue).sorted().toArray();
            return Duration.ofNanos(IntStream.range(1, sorted.length)
                    .mapToLong(i -> sorted[i] - sorted[i - 1])
                    .max()
                    .orElseThrow());
        }
    }

    Duration slowest() {
        synchronized (successes) {
            return Duration.ofNanos(successes.stream()
                    .mapToLong(success -> success.ended() - success.begun())
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
