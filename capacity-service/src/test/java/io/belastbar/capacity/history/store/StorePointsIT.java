package io.belastbar.capacity.history.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in whatever order, hours and days are what the values that are there make them. */
@QuarkusTest
class StorePointsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Instant START = Instant.parse("2026-10-23T20:17:00Z");

    @Inject
    StorePoints store;

    @Inject
    HistoryRepository history;

    @Inject
    Pool pool;

    private final String system = "store-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "GAUGE, Europe/Berlin, 1",
        "COUNTER, Europe/Berlin, 2",
        "COUNTER, Asia/Kolkata, 3",
        "PEAK, America/New_York, 4",
        "COUNTER, Australia/Lord_Howe, 5"
    })
    void rollUpsAreWhatTheValuesMakeThem(SeriesKind kind, String zoneName, int seed) {
        var zone = ZoneId.of(zoneName);
        var random = new Random(seed);
        var sent = new TreeMap<Instant, Double>();
        for (int i = 0; i < 600; i++) {
            sent.put(START.plusSeconds(random.nextInt(5 * 86_400)), (double) random.nextInt(1_000));
        }
        var order = new ArrayList<>(sent.keySet());
        Collections.shuffle(order, random);

        for (int i = 0; i < order.size(); i += 40) {
            var part = new TreeMap<Instant, Double>();
            order.subList(i, i + Math.min(40, order.size() - i)).forEach(at -> part.put(at, sent.get(at)));
            store(kind, zone, part, Conflict.REFUSE);
        }
        var replaced = new TreeMap<Instant, Double>();
        order.subList(0, 30).forEach(at -> replaced.put(at, 5_000.0 + random.nextInt(10)));
        assertThat(store(kind, zone, replaced, Conflict.REPLACE).replaced()).isEqualTo(30);
        assertThat(store(kind, zone, sent, Conflict.KEEP).isChange()).isFalse();
        sent.putAll(replaced);

        var values = kind == SeriesKind.COUNTER ? rates(sent) : sent;
        same(places(Duration.ofHours(1)), grouped(values, at -> at.truncatedTo(ChronoUnit.HOURS), zone));
        same(places(Duration.ofDays(1)), grouped(values, at -> at.truncatedTo(ChronoUnit.DAYS), zone));
    }

    private Stored store(SeriesKind kind, ZoneId zone, TreeMap<Instant, Double> values, Conflict conflict) {
        var batch = new PointBatch(
                system,
                "m",
                "count",
                kind,
                zone,
                "upload",
                values.keySet().stream().mapToLong(PointBatch::micros).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
        return pool.withTransaction(transaction -> store.store(transaction, batch, conflict))
                .await()
                .atMost(PATIENCE);
    }

    private List<Bucket> places(Duration step) {
        var series = history.find(system, "m").await().atMost(PATIENCE).orElseThrow();
        return history.places(series, Instant.EPOCH, START.plus(10, ChronoUnit.DAYS), step)
                .await()
                .atMost(PATIENCE);
    }

    private static TreeMap<Instant, Double> rates(TreeMap<Instant, Double> readings) {
        var rates = new TreeMap<Instant, Double>();
        for (var reading : readings.tailMap(readings.firstKey(), false).entrySet()) {
            var before = readings.lowerEntry(reading.getKey());
            var rise = reading.getValue() < before.getValue()
                    ? reading.getValue()
                    : reading.getValue() - before.getValue();
            var seconds = Duration.between(before.getKey(), reading.getKey()).toSeconds();
            rates.put(reading.getKey(), rise / seconds);
        }
        return rates;
    }

    private static Map<Instant, List<Double>> grouped(
            TreeMap<Instant, Double> values, UnaryOperator<ZonedDateTime> floor, ZoneId zone) {
        var groups = new TreeMap<Instant, List<Double>>();
        values.forEach((at, value) -> groups.computeIfAbsent(
                        floor.apply(at.atZone(zone)).toInstant(), start -> new ArrayList<>())
                .add(value));
        return groups;
    }

    private static void same(List<Bucket> kept, Map<Instant, List<Double>> wanted) {
        assertThat(kept.stream().mapToInt(Bucket::count).sum())
                .isEqualTo(wanted.values().stream().mapToInt(List::size).sum());
        var tolerance = within(1e-6);
        for (var bucket : kept) {
            var values = wanted.get(bucket.at());
            assertThat(values).as("at " + bucket.at()).isNotNull();
            assertThat(bucket.count()).isEqualTo(values.size());
            assertThat(bucket.minimum()).isCloseTo(Collections.min(values), tolerance);
            assertThat(bucket.maximum()).isCloseTo(Collections.max(values), tolerance);
            assertThat(bucket.mean())
                    .isCloseTo(
                            values.stream().mapToDouble(each -> each).average().orElseThrow(), tolerance);
        }
    }
}
