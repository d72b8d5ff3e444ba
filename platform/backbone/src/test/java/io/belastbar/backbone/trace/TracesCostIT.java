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
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What traces and metrics cost, in docs/benchmarks.md: 1,000 events a second, one a transaction, each from a request's span
 * to its consumer's. The processor time is that of this JVM, in which writers, relay and inbox are, without the collector's
 * threads and without the compiler's, which have less to do from round to round.
 *
 * <p>Each ratio is of neighbours: in a block every state has its turn forwards and backwards, so that what changes slowly is
 * in both alike, and of all blocks the middle ratio counts, so that what another program did in one is in none.
 */
@QuarkusTest
@TestProfile(SinkProfile.class)
@Tag("slow")
class TracesCostIT {

    private static final int RATE = 1_000;
    private static final int SECONDS = Integer.getInteger("belastbar.bench.seconds", 4);
    private static final int BLOCKS = Integer.getInteger("belastbar.bench.rounds", 8);
    private static final int WARM_UP_ROUNDS = 6;
    private static final Map<Path, Long> COMPILERS = new HashMap<>();

    private enum State {
        NEITHER,
        METRICS,
        TRACES,
        BOTH;

        boolean traces() {
            return this == TRACES || this == BOTH;
        }

        boolean metrics() {
            return this == METRICS || this == BOTH;
        }
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
    SwitchedSpans traces;

    @Test
    void tracesAndMetricsAgainstNeither() throws Exception {
        for (int number = 0; number < WARM_UP_ROUNDS; number++) {
            round(number % 2 == 0 ? State.BOTH : State.NEITHER);
        }
        List<State> there = List.of(State.values());
        Map<State, List<Double>> cpu = new EnumMap<>(State.class);
        Map<State, List<Double>> ratio = new EnumMap<>(State.class);
        Map<State, Histogram> delay = new EnumMap<>(State.class);
        there.forEach(state -> {
            cpu.put(state, new ArrayList<>());
            ratio.put(state, new ArrayList<>());
            delay.put(state, new Histogram(3));
        });
        for (int block = 0; block < BLOCKS; block++) {
            Map<State, Double> inBlock = new EnumMap<>(State.class);
            List<State> turns = new ArrayList<>(block % 2 == 0 ? there : there.reversed());
            turns.addAll(List.copyOf(turns).reversed());
            for (State state : turns) {
                Round round = round(state);
                inBlock.merge(state, round.cpuMicros() / 2, Double::sum);
                delay.get(state).add(round.delay());
            }
            for (State state : there) {
                cpu.get(state).add(inBlock.get(state));
                ratio.get(state).add(inBlock.get(state) / inBlock.get(State.NEITHER));
            }
        }
        for (State state : there) {
            System.out.printf(
                    Locale.ROOT,
                    "BENCH %s: %.0f us of processor an event, %.3f x neither (quarter %.3f, three quarters %.3f, of %d); p50 %.1f p95 %.1f ms%n",
                    state,
                    at(cpu.get(state), 0.5),
                    at(ratio.get(state), 0.5),
                    at(ratio.get(state), 0.25),
                    at(ratio.get(state), 0.75),
                    BLOCKS,
                    delay.get(state).getValueAtPercentile(50) / 1000.0,
                    delay.get(state).getValueAtPercentile(95) / 1000.0);
        }
    }

    private Round round(State state) throws Exception {
        traces.set(state.traces());
        CompositeMeterRegistry all = (CompositeMeterRegistry) metrics;
        MeterRegistry prometheus = all.getRegistries().iterator().next();
        if (!state.metrics()) {
            all.remove(prometheus);
        }
        Histogram delay = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
        handler.observe(event -> delay.recordValue(
                Math.max(0, Duration.between(event.time(), Instant.now()).toNanos() / 1_000)));
        try {
            long before = cpuNanos();
            offer();
            if (state.metrics()) {
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
        Span span = traces.tracer("bench")
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

    /** Between the two nearest, where no value stands at this share. */
    private static double at(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        return below + (place - Math.floor(place)) * (sorted.get((int) Math.ceil(place)) - below);
    }

    private static long cpuNanos() throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sink = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(SinkProfile.SINK))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                .sum();
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                - sink
                - compilerNanos();
    }

    /** Of the threads that compile, also of those that have ended; the JVM shows them to the system alone. */
    private static long compilerNanos() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            threads.forEach(TracesCostIT::noteCompiler);
        } catch (NoSuchFileException noLinux) {
            return 0;
        }
        return COMPILERS.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void noteCompiler(Path thread) {
        try {
            if (Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
                String times = Files.readString(thread.resolve("schedstat"));
                COMPILERS.put(thread, Long.parseLong(times.split(" ")[0]));
            }
        } catch (IOException ended) {
            // What it took until the last look stays.
        }
    }
}
