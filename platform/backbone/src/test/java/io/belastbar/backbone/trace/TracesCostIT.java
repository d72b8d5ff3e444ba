package io.belastbar.backbone.trace;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.belastbar.backbone.flow.EventFlow;
import io.belastbar.backbone.flow.LedgerHandler;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.GameDayStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What traces and metrics cost, in docs/benchmarks.md: 1,000 events a second, one a transaction, each from a request's span
 * to its consumer's, in rounds whose order turns. The processor time is that of this JVM, in which writers, relay and inbox
 * are, without the collector's threads. "Neither" is a sampler that records nothing and a registry without Prometheus.
 */
@QuarkusTest
@TestProfile(SinkProfile.class)
@Tag("slow")
class TracesCostIT {

    private static final int RATE = 1_000;
    private static final int SECONDS = Integer.getInteger("belastbar.bench.seconds", 10);
    private static final int ROUNDS = Integer.getInteger("belastbar.bench.rounds", 2);

    private enum State {
        NEITHER,
        METRICS,
        BOTH
    }

    /** Microseconds of processor time an event, and of delay from append to effect. */
    private record Round(double cpuMicros, Histogram delay) {}

    @Inject
    Pool pool;

    @Inject
    OutboxRepository outbox;

    @Inject
    LedgerHandler handler;

    @Inject
    MeterRegistry metrics;

    @Inject
    OpenTelemetry sdk;

    @Inject
    SwitchedSampler sampler;

    @Test
    void tracesAndMetricsAgainstNeither() throws Exception {
        round(State.BOTH);
        round(State.NEITHER);
        Map<State, List<Round>> measured = new EnumMap<>(State.class);
        for (int number = 0; number < ROUNDS; number++) {
            List<State> there = Arrays.asList(State.values());
            for (State state : there) {
                measured.computeIfAbsent(state, key -> new ArrayList<>()).add(round(state));
            }
            for (State state : there.reversed()) {
                measured.get(state).add(round(state));
            }
        }
        double none = cpu(measured.get(State.NEITHER));
        double alone = cpu(measured.get(State.METRICS));
        for (State state : State.values()) {
            List<Round> rounds = measured.get(state);
            Histogram delay = new Histogram(3);
            rounds.forEach(one -> delay.add(one.delay()));
            System.out.printf(
                    Locale.ROOT,
                    "BENCH %s: %.0f us of processor an event (rounds %s), %.3f x neither, %.3f x metrics alone; p50 %.1f p95 %.1f ms%n",
                    state,
                    cpu(rounds),
                    rounds.stream()
                            .map(one -> String.format(Locale.ROOT, "%.0f", one.cpuMicros()))
                            .toList(),
                    cpu(rounds) / none,
                    cpu(rounds) / alone,
                    delay.getValueAtPercentile(50) / 1000.0,
                    delay.getValueAtPercentile(95) / 1000.0);
        }
    }

    private Round round(State state) throws Exception {
        sampler.set(state == State.BOTH);
        CompositeMeterRegistry all = (CompositeMeterRegistry) metrics;
        MeterRegistry prometheus = all.getRegistries().iterator().next();
        if (state == State.NEITHER) {
            all.remove(prometheus);
        }
        Histogram delay = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
        handler.observe(event -> delay.recordValue(
                Math.max(0, Duration.between(event.time(), Instant.now()).toNanos() / 1_000)));
        try {
            long before = cpuNanos();
            offer();
            if (state != State.NEITHER) {
                given().get("/q/metrics").then().statusCode(200);
            }
            await().atMost(Duration.ofSeconds(180)).until(() -> delay.getTotalCount() >= (long) RATE * SECONDS);
            return new Round((cpuNanos() - before) / 1000.0 / RATE / SECONDS, delay);
        } finally {
            all.add(prometheus);
        }
    }

    private void offer() throws Exception {
        long start = System.nanoTime();
        AtomicLong sequence = new AtomicLong();
        List<Future<?>> writes = new ArrayList<>();
        String run = EventFlow.newKey();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < RATE * SECONDS; number++) {
                long at = start + TimeUnit.SECONDS.toNanos(number) / RATE;
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
                String key = run + "-" + number % 200;
                writes.add(
                        writers.submit(() -> request(EventFlow.step(key, (int) sequence.incrementAndGet(), "note"))));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
    }

    /** As a request that tells of a step. */
    private void request(GameDayStep step) {
        Span span = sdk.getTracer("bench")
                .spanBuilder("POST /api/v1/steps")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", "/api/v1/steps")
                .startSpan();
        Context trace = Context.root().with(span);
        pool.withTransaction(transaction -> outbox.gathering(
                        transaction, work -> outbox.append(OutboxRepository.inTrace(work, trace), step)))
                .await()
                .atMost(Duration.ofSeconds(60));
        span.end();
    }

    /** The middle one: a neighbour's burst is in one round. */
    private static double cpu(List<Round> rounds) {
        double[] sorted = rounds.stream().mapToDouble(Round::cpuMicros).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sink = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(SinkProfile.SINK))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() - sink;
    }
}
