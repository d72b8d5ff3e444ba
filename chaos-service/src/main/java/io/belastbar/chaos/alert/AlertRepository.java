package io.belastbar.chaos.alert;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The alerts that were received: each beginning and each end once. The newest 50,000, for 90 days. */
@ApplicationScoped
public class AlertRepository {

    static final int ROWS_MAX = 50_000;
    private static final Duration KEPT = Duration.ofDays(90);

    private final Pool pool;

    /**
     * To which beginning a message belongs. What fires again after its end begins then, and not when it says: senders go on to
     * name the old beginning of what they had told as over, or had not told any more until the end that they had named.
     */
    private static final String BEGINNING = """
            coalesce(
                (SELECT CASE WHEN $3 = 'firing'
                                  AND (known.ends_at <= $10
                                       OR EXISTS (SELECT FROM received_alert AS ended
                                                   WHERE ended.fingerprint = known.fingerprint
                                                     AND ended.status = 'resolved' AND ended.position > known.position))
                             THEN greatest($10, known.starts_at + interval '1 microsecond')
                             ELSE known.starts_at END
                   FROM received_alert AS known
                  WHERE known.fingerprint = $1 AND known.status = 'firing' AND known.starts_at >= $2
                  ORDER BY known.position DESC LIMIT 1),
                $2)""";

    AlertRepository(Pool pool) {
        this.pool = pool;
    }

    /** All of a message, or nothing. What is known already is counted up, and keeps when it was first told. */
    public Uni<Void> store(AlertMessage message, String sender, Instant now) {
        return pool.withTransaction(transaction -> lock(transaction)
                .chain(() -> Multi.createFrom()
                        .iterable(message.alerts())
                        .onItem()
                        .call(alert -> insert(transaction, alert, message, sender, now))
                        .collect()
                        .last())
                .chain(() -> truncated(transaction, message, sender, now))
                .chain(() -> removeOld(transaction, now)));
    }

    /** One message after the other: positions then become visible in their order, and a reader passes none over. */
    private static Uni<Void> lock(SqlConnection transaction) {
        return transaction
                .query("SELECT pg_advisory_xact_lock(hashtext('received_alert'))")
                .execute()
                .replaceWithVoid();
    }

    private static Uni<Void> insert(
            SqlConnection transaction, Alert alert, AlertMessage message, String sender, Instant now) {
        return transaction
                .preparedQuery("""
                        INSERT INTO received_alert (position, fingerprint, starts_at, status, ends_at, labels, annotations,
                                group_key, generator_url, sender, received_at, last_received_at)
                        VALUES ((SELECT coalesce(max(position), 0) + 1 FROM received_alert),
                                $1, %s, $3, $4, $5, $6, $7, $8, $9, $10, $10)
                        ON CONFLICT (fingerprint, starts_at, status) DO UPDATE
                            SET times_received = received_alert.times_received + 1,
                                last_received_at = excluded.last_received_at,
                                ends_at = excluded.ends_at""".formatted(BEGINNING))
                .execute(Tuple.from(new Object[] {
                    alert.fingerprint(),
                    at(alert.startsAt()),
                    alert.status().key(),
                    alert.endsAt().map(AlertRepository::at).orElse(null),
                    json(alert.labels()),
                    json(alert.annotations()),
                    message.groupKey().orElse(null),
                    alert.generatorUrl().orElse(null),
                    sender,
                    at(now)
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> truncated(SqlConnection transaction, AlertMessage message, String sender, Instant now) {
        return message.truncated() == 0
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery("INSERT INTO truncated_alerts (received_at, sender, alerts) VALUES ($1, $2, $3)")
                        .execute(Tuple.of(at(now), sender, message.truncated()))
                        .replaceWithVoid();
    }

    private static Uni<Void> removeOld(SqlConnection transaction, Instant now) {
        OffsetDateTime oldest = at(now.minus(KEPT));
        return transaction
                .preparedQuery("""
                        DELETE FROM received_alert WHERE received_at < $1
                            OR position <= (SELECT max(position) FROM received_alert) - $2""")
                .execute(Tuple.of(oldest, ROWS_MAX))
                .chain(() -> transaction
                        .preparedQuery("DELETE FROM truncated_alerts WHERE received_at < $1")
                        .execute(Tuple.of(oldest)))
                .replaceWithVoid();
    }

    /** Those told since a moment, behind a position, in the order in which they were told. */
    public Uni<List<ReceivedAlert>> since(Instant since, long behind, int limit) {
        return pool.preparedQuery("""
                        SELECT position, fingerprint, starts_at, status, ends_at, labels, annotations, group_key,
                               generator_url, sender, received_at, times_received
                          FROM received_alert WHERE position > $1 AND received_at >= $2 ORDER BY position LIMIT $3""")
                .execute(Tuple.of(behind, at(since), limit))
                .map(AlertRepository::alerts);
    }

    /** Of those told since a moment, the first that fires and has these labels; {@code *} in a value is any text. */
    public Uni<List<ReceivedAlert>> firing(Instant since, Map<String, String> patterns) {
        String[] names = patterns.keySet().toArray(String[]::new);
        String[] likes = patterns.values().stream()
                .map(pattern -> pattern.replaceAll("([\\\\%_])", "\\\\$1").replace('*', '%'))
                .toArray(String[]::new);
        return pool.preparedQuery("""
                        SELECT position, fingerprint, starts_at, status, ends_at, labels, annotations, group_key,
                               generator_url, sender, received_at, times_received
                          FROM received_alert
                         WHERE status = 'firing' AND received_at >= $1
                           AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS wanted (name, pattern)
                                            WHERE coalesce(labels ->> wanted.name, '') NOT LIKE wanted.pattern)
                         ORDER BY position LIMIT 1""")
                .execute(Tuple.of(at(since), names, likes))
                .map(AlertRepository::alerts);
    }

    /** How many alerts senders left out since a moment. */
    public Uni<Long> truncatedSince(Instant since) {
        return pool.preparedQuery(
                        "SELECT coalesce(sum(alerts), 0)::bigint FROM truncated_alerts WHERE received_at >= $1")
                .execute(Tuple.of(at(since)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static List<ReceivedAlert> alerts(RowSet<Row> rows) {
        List<ReceivedAlert> alerts = new ArrayList<>();
        rows.forEach(row -> alerts.add(new ReceivedAlert(
                row.getLong(0),
                row.getString(1),
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3),
                row.getOffsetDateTime(4) == null
                        ? null
                        : row.getOffsetDateTime(4).toInstant(),
                texts(row.getJsonObject(5)),
                texts(row.getJsonObject(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getOffsetDateTime(10).toInstant(),
                row.getInteger(11))));
        return alerts;
    }

    private static Map<String, String> texts(JsonObject stored) {
        Map<String, String> texts = new TreeMap<>();
        stored.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
        return texts;
    }

    private static JsonObject json(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
