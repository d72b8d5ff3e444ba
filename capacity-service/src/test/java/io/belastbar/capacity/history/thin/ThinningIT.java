package io.belastbar.capacity.history.thin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.Stored;
import io.belastbar.capacity.history.batch.ValuesDiffer;
import io.belastbar.capacity.history.store.StorePoints;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ThinningIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    StorePoints store;

    @Inject
    HistoryRepository history;

    @Inject
    ThinningJob thinning;

    @Inject
    Pool pool;

    private final String system = "thin-" + UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @ParameterizedTest
    @EnumSource(names = {"GAUGE", "COUNTER"})
    void hoursOutliveValuesAndDaysOutliveHours(SeriesKind kind) {
        var all = batch(kind, 400 * 24 * 2, 1);
        send(all, Conflict.REFUSE);
        var hours = places(HOUR);
        var days = places(DAY);

        thinning.thin(now);
        thinning.thin(now);

        assertThat(measured()).isBetween(30L * 48, 31L * 48 + 1);
        assertThat(places(DAY).equals(days)).isTrue();
        assertThat(places(HOUR).size()).isBetween(365 * 24, 366 * 24);
        var kept = places(HOUR);
        assertThat(hours.subList(hours.size() - kept.size(), hours.size()).equals(kept))
                .isTrue();

        // What was sent once is known, whatever is left of it.
        var again = send(all, Conflict.REFUSE);
        assertThat(again.known()).isEqualTo(all.size());
        assertThat(places(DAY).equals(days)).isTrue();
        assertThatThrownBy(() -> send(batch(kind, 400 * 24 * 2, 2), Conflict.REFUSE))
                .isInstanceOf(ValuesDiffer.class);
        assertThat(send(batch(kind, 400 * 24 * 2, 2), Conflict.REPLACE).replaced())
                .isEqualTo(all.size());
        assertThat(places(DAY).equals(days)).isFalse();
    }

    private Stored send(PointBatch batch, Conflict conflict) {
        return pool.withTransaction(transaction -> store.store(transaction, batch, conflict))
                .await()
                .atMost(PATIENCE);
    }

    /** Every half hour until now. */
    private PointBatch batch(SeriesKind kind, int size, int factor) {
        var values = IntStream.range(0, size)
                .mapToDouble(i -> kind == SeriesKind.COUNTER ? (double) factor * (i + 1) * i : factor * (1 + i % 97))
                .toArray();
        var at = IntStream.range(0, size)
                .mapToLong(i -> PointBatch.micros(now.minus(HOUR.dividedBy(2).multipliedBy(size - i))))
                .toArray();
        return new PointBatch(system, "m", "count", kind, ZONE, "upload", at, values);
    }

    private List<Bucket> places(Duration step) {
        var series = history.find(system, "m").await().atMost(PATIENCE).orElseThrow();
        return history.places(series, Instant.EPOCH, now, step).await().atMost(PATIENCE);
    }

    private long measured() {
        return pool.preparedQuery(
                        "SELECT count(*) FROM history_point JOIN history_series USING (series_id) WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }
}
