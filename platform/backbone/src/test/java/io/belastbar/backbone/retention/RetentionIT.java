package io.belastbar.backbone.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.backbone.retry.DatabaseClient;
import io.belastbar.contracts.GameDayStep;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    /** Long ago: the tests beside this one have nothing that is so old. */
    private static final Instant NOW = Instant.parse("2020-06-01T00:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OUTBOX = Duration.ofHours(24);
    private static final Duration INBOX = Duration.ofDays(14);

    @Inject
    Pool pool;

    @Inject
    OutboxRepository outbox;

    @Inject
    DatabaseClient database;

    private final String test = UUID.randomUUID().toString();

    @Test
    void whatWasPublishedLongAgoGoesAndWhatIsYoungOrWaitsStays() {
        message("old", NOW.minus(OUTBOX).minusSeconds(1));
        message("young", NOW.minus(OUTBOX).plusSeconds(1));
        message("waiting", null);

        awaitPruned(() -> assertThat(messages()).containsExactlyInAnyOrder("young", "waiting"));
        execute("DELETE FROM outbox_event WHERE topic = $1", test);
    }

    @Test
    void whatWasAppliedLongAgoGoesAndWhatIsYoungStays() {
        applied("old", NOW.minus(INBOX).minusSeconds(1));
        applied("young", NOW.minus(INBOX).plusSeconds(1));

        awaitPruned(() -> assertThat(appliedIds()).containsExactly("young"));
    }

    @Test
    void whatAnOpenDeadLetterIsAboutStaysUntilItIsReplayed() {
        applied("open", NOW.minus(INBOX.multipliedBy(10)));
        applied("replayed", NOW.minus(INBOX.multipliedBy(10)));
        letter("open", null);
        letter("replayed", NOW);

        awaitPruned(() -> assertThat(appliedIds()).containsExactly("open"));

        execute("UPDATE dead_letter SET replayed_at = now() WHERE event_source = $1", test);
        awaitPruned(() -> assertThat(appliedIds()).isEmpty());
    }

    @Test
    void moreThanOneStatementDeletesGoesInOneRunAndNothingIsNothing() {
        prune();

        await().atMost(PATIENCE).untilAsserted(() -> {
            execute("DELETE FROM inbox_event WHERE source = $1", test);
            execute(
                    "INSERT INTO inbox_event SELECT $1, n::text, $2, 'h' FROM generate_series(1, $3::int) AS n",
                    test,
                    utc(NOW.minus(INBOX).minusSeconds(1)),
                    2 * RetentionRepository.ROWS_MAX + 1);
            prune();
            assertThat(appliedIds()).isEmpty();
        });
    }

    /** A run that PostgreSQL did not answer in time ends, and leaves the rest to the next one. */
    private void awaitPruned(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            prune();
            assertion.run();
        });
    }

    private void prune() {
        try (RetentionJob job =
                new RetentionJob(new RetentionRepository(database), OUTBOX, INBOX, Clock.fixed(NOW, ZoneOffset.UTC))) {
            job.run();
        }
    }

    private void message(String key, Instant publishedAt) {
        var step = new GameDayStep(key, "s", 1, "note", "INJECTED", "t", NOW, "operator", Map.of());
        OffsetDateTime published = publishedAt == null ? null : utc(publishedAt);
        pool.withTransaction(transaction -> outbox.append(transaction, step).chain(() -> transaction
                        .preparedQuery("UPDATE outbox_event SET topic = $2, created_at = '2019-01-01',"
                                + " published_at = $3 WHERE key = $1")
                        .execute(Tuple.of(key, test, published))))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private void applied(String id, Instant at) {
        execute(
                "INSERT INTO inbox_event (source, id, handler, applied_at) VALUES ($1, $2, 'h', $3)",
                test,
                id,
                utc(at));
    }

    private void letter(String id, Instant replayedAt) {
        execute(
                "INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, headers, reason, exception, failed_at,"
                        + " replayed_at, event_source, event_id, identity)"
                        + " VALUES ('t', 0, 0, '[]', 'r', 'e', now(), $3, $1, $2, convert_to($1 || $2, 'UTF8'))",
                test,
                id,
                replayedAt == null ? null : utc(replayedAt));
    }

    private List<String> messages() {
        return strings("SELECT key FROM outbox_event WHERE topic = $1");
    }

    private List<String> appliedIds() {
        return strings("SELECT id FROM inbox_event WHERE source = $1");
    }

    private List<String> strings(String sql) {
        List<String> values = new ArrayList<>();
        pool.preparedQuery(sql).executeAndAwait(Tuple.of(test)).forEach(row -> values.add(row.getString(0)));
        return values;
    }

    private void execute(String sql, Object... parameters) {
        pool.preparedQuery(sql).executeAndAwait(Tuple.from(parameters));
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
