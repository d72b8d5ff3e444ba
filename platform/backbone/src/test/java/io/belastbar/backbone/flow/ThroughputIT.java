package io.belastbar.backbone.flow;

import static org.awaitility.Awaitility.await;

import io.belastbar.contracts.GameDayStep;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * How fast events flow, in docs/benchmarks.md. Writers, relay, inbox and load share this JVM; PostgreSQL and Kafka are
 * beside it. Time runs from the append in the writer's transaction (so the writer's commit is included) to the return of
 * the commit that applied the effect. The rate is offered whatever the answers do.
 */
@QuarkusTest
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThroughputIT {

    private static final int KEYS = 200;
    private static final int SECONDS = Integer.getInteger("belastbar.bench.seconds", 20);
    private static final String RATES = System.getProperty("belastbar.bench.rates", "2000,4000,5000,6000,8000");

    /** {@code latency} from append to effect, {@code publish} from append to Kafka's answer, in microseconds. */
    private record Measured(
            double offered, double achieved, double drainSeconds, Histogram latency, Histogram publish) {}

    @Inject
    EventFlow flow;

    @Inject
    MeterRegistry metrics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    @Order(1)
    void warmUp() throws Exception {
        run(1_000, 1, 10);
        run(3_000, 10, 10);
    }

    @Test
    @Order(2)
    void aThousandEventsASecond() throws Exception {
        print("1,000/s, one event a transaction", run(1_000, 1, SECONDS));
    }

    @Test
    @Order(3)
    void theHighestSustainedRate() throws Exception {
        for (String rate : RATES.split(",")) {
            print(rate + "/s, ten events a transaction", run(Integer.parseInt(rate), 10, SECONDS));
        }
    }

    @Test
    @Order(4)
    void aThousandEventsASecondBesideATopicThatIsRefused() throws Exception {
        besideABlockedDestination("beside a missing topic", "missing-" + UUID.randomUUID(), EventFlow.newKey());
    }

    @Test
    @Order(5)
    void aThousandEventsASecondBesideAPartitionWithoutLeader() throws Exception {
        TestInfrastructure.Server second = TestInfrastructure.current().secondKafka();
        second.start();
        String topic = "leaderless-" + UUID.randomUUID();
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, Map.of(0, List.of(1), 1, List.of(2)))))
                    .all()
                    .get();
            second.stop();
            besideABlockedDestination("beside a partition without leader", topic, RelayIT.keyOf(1, 2));
            admin.deleteTopics(List.of(topic)).all().get();
        } finally {
            second.stop();
        }
    }

    /** 100,000 events of the blocked destination lie first in the outbox, and 50 more come each second. */
    private void besideABlockedDestination(String what, String topic, String key) throws Exception {
        long start = System.nanoTime();
        RelayIT.append(flow, topic, key, 1, 100_000, 500);
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(120))
                .until(() -> unparked(topic) == 0);
        System.out.printf(Locale.ROOT, "BENCH 100,000 events parked in %.1f s%n", seconds(System.nanoTime() - start));
        try (ScheduledExecutorService more = Executors.newSingleThreadScheduledExecutor()) {
            AtomicInteger number = new AtomicInteger(100_000);
            more.scheduleAtFixedRate(
                    () -> RelayIT.append(flow, topic, key, number.incrementAndGet(), number.get(), 500),
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            print("1,000/s " + what, run(1_000, 1, SECONDS));
        }
        flow.query("DELETE FROM outbox_event WHERE topic = $1", topic);
    }

    private long unparked(String topic) {
        return flow.count("SELECT count(*) FROM outbox_event WHERE topic = $1 AND waits_for = ''", topic);
    }

    private Measured run(int eventsPerSecond, int eventsPerTransaction, int seconds) throws Exception {
        RecordingRegistry recording = new RecordingRegistry();
        CompositeMeterRegistry all = (CompositeMeterRegistry) metrics;
        all.add(recording);
        try {
            int transactions = eventsPerSecond / eventsPerTransaction * seconds;
            long total = (long) transactions * eventsPerTransaction;
            Histogram latency = recording.histogram("belastbar.inbox.delay");
            long start = System.nanoTime();
            offer(start, eventsPerSecond / eventsPerTransaction, transactions, eventsPerTransaction);
            long offered = System.nanoTime();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> latency.getTotalCount() >= total);
            long drained = System.nanoTime();
            return new Measured(
                    total / seconds(offered - start),
                    total / seconds(drained - start),
                    seconds(drained - offered),
                    latency,
                    recording.histogram("belastbar.outbox.publish"));
        } finally {
            all.remove(recording);
        }
    }

    private void offer(long start, int transactionsPerSecond, int transactions, int events) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            keys.add(EventFlow.newKey());
        }
        AtomicLong sequence = new AtomicLong();
        List<Future<?>> writes = new ArrayList<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int transaction = 0; transaction < transactions; transaction++) {
                long at = start + TimeUnit.SECONDS.toNanos(transaction) / transactionsPerSecond;
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
                String key = keys.get(transaction % KEYS);
                writes.add(writers.submit(() -> flow.commit(steps(key, events, sequence))));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
    }

    private static GameDayStep[] steps(String key, int events, AtomicLong sequence) {
        GameDayStep[] steps = new GameDayStep[events];
        for (int event = 0; event < events; event++) {
            steps[event] = EventFlow.step(key, (int) sequence.incrementAndGet(), "note");
        }
        return steps;
    }

    private static void print(String title, Measured measured) {
        Histogram latency = measured.latency();
        System.out.printf(
                Locale.ROOT,
                "BENCH %s: offered %.0f/s achieved %.0f/s drain %.2f s | p50 %.1f p95 %.1f p99 %.1f max %.1f ms"
                        + " | published p50 %.1f p95 %.1f ms%n",
                title,
                measured.offered(),
                measured.achieved(),
                measured.drainSeconds(),
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(95) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                latency.getMaxValue() / 1000.0,
                measured.publish().getValueAtPercentile(50) / 1000.0,
                measured.publish().getValueAtPercentile(95) / 1000.0);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
