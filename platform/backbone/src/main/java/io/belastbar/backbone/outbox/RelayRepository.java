package io.belastbar.backbone.outbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One relay's connection to the outbox: notifications, claims on slots, and the pending rows.
 *
 * <p>Claims are session-level advisory locks: they need no heartbeat, and PostgreSQL drops them with the connection. Not
 * thread-safe; blocks its caller.
 */
final class RelayRepository implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String NAMESPACE = "hashtext('belastbar.outbox.relay.' || current_schema())";

    /** The object id of the shared lock that every relay holds to be counted; no slot has it. */
    private static final int PRESENCE = 1_000_000;

    // Keepalives: a relay whose machine died is noticed within about 30 seconds, not after the two hours of TCP's
    // default.
    // Commit: a mark that PostgreSQL loses in a crash only makes the message go out again; it need not wait for the
    // disk.
    // Plans: each published row leaves a dead entry in the index of pending rows until vacuum comes. Only a plain index
    // scan remembers that an entry is dead; a bitmap scan visits all of them again, each time.
    private static final String PREPARE_SESSION = """
            SELECT set_config('tcp_keepalives_idle', '15', false),
                   set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false),
                   set_config('synchronous_commit', 'off', false),
                   set_config('enable_bitmapscan', 'off', false),
                   set_config('enable_seqscan', 'off', false),
                   pg_advisory_lock_shared(%s, %d)
            """.formatted(NAMESPACE, PRESENCE);

    private static final String COUNT_RELAYS =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND objid = "
                    + PRESENCE + " AND classid = " + NAMESPACE
                    + "::oid AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final String CLAIM =
            "SELECT slot FROM unnest($1::int[]) AS slot WHERE pg_try_advisory_lock(" + NAMESPACE + ", slot) LIMIT $2";

    private static final String RELEASE =
            "SELECT pg_advisory_unlock(" + NAMESPACE + ", slot) FROM unnest($1::int[]) AS slot";

    // The first message always, then as many as fit: a service's heap must hold them. "+ 0": see
    // V0_2__pending_index.sql.
    private static final String FETCH = """
            SELECT sequence, topic, key, headers, data, created_at
              FROM (SELECT pending.*, sum(octet_length(data)) OVER
                           (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
                      FROM (SELECT sequence, topic, key, headers, data, created_at
                              FROM outbox_event
                             WHERE published_at IS NULL AND slot = ANY($1::int2[]) AND topic <> ALL($2::text[])
                             ORDER BY sequence + 0
                             LIMIT $3) AS pending) AS measured
             WHERE coalesce(bytes_before, 0) < 4000000
             ORDER BY sequence
            """;

    private static final String MARK = "UPDATE outbox_event SET published_at = $2 WHERE sequence = ANY($1::bigint[])";

    private static final String COUNT_PENDING =
            "SELECT count(*) FROM (SELECT 1 FROM outbox_event WHERE published_at IS NULL LIMIT 100000) AS pending";

    private final PgConnection connection;

    private RelayRepository(PgConnection connection) {
        this.connection = connection;
    }

    /** Opens a session; {@code wake} is called from another thread whenever somebody appended to the outbox. */
    static RelayRepository open(Pool pool, Runnable wake) {
        PgConnection connection = PgConnection.cast(pool.getConnection().await().atMost(PATIENCE));
        RelayRepository session = new RelayRepository(connection);
        try {
            connection.notificationHandler(notification -> wake.run());
            session.query(PREPARE_SESSION);
            String schema =
                    session.query("SELECT current_schema()").iterator().next().getString(0);
            session.query("LISTEN \"belastbar_outbox_" + schema + "\"");
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** How many relays work on this outbox, this one included. */
    int relays() {
        return query(COUNT_RELAYS).iterator().next().getInteger(0);
    }

    /** Claims up to {@code claims} of these slots; answers those that it got. */
    List<Integer> claim(List<Integer> slots, int claims) {
        List<Integer> claimed = new ArrayList<>();
        query(CLAIM, slots.toArray(Integer[]::new), (long) claims).forEach(row -> claimed.add(row.getInteger(0)));
        return claimed;
    }

    void release(List<Integer> slots) {
        query(RELEASE, (Object) slots.toArray(Integer[]::new));
    }

    /** The oldest pending messages of these slots, in order. */
    List<PendingMessage> fetch(Collection<Integer> slots, String[] blockedTopics, int limit) {
        Short[] ranges = slots.stream().map(Integer::shortValue).toArray(Short[]::new);
        List<PendingMessage> messages = new ArrayList<>();
        query(FETCH, ranges, blockedTopics, (long) limit).forEach(row -> messages.add(pending(row)));
        return messages;
    }

    void markPublished(List<Long> sequences, Instant publishedAt) {
        query(MARK, sequences.toArray(Long[]::new), OffsetDateTime.ofInstant(publishedAt, ZoneOffset.UTC));
    }

    /** How many messages wait, of all slots; counts no further than 100,000. */
    long pending() {
        return query(COUNT_PENDING).iterator().next().getLong(0);
    }

    /**
     * Hands the connection back to the pool without its locks and subscriptions.
     *
     * <p>A connection that cannot be cleaned is ended instead: in the pool it would keep its slots from every relay. The
     * thread may come interrupted (Kafka's producer leaves it so when it is closed in a hurry); cleaning needs to wait.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            clean();
        } finally {
            connection.closeAndAwait();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void clean() {
        try {
            connection.notificationHandler(notification -> {});
            query("UNLISTEN *");
            query("SELECT pg_advisory_unlock_all()");
            query("RESET ALL");
        } catch (RuntimeException unclean) {
            try {
                query("SELECT pg_terminate_backend(pg_backend_pid())");
            } catch (RuntimeException ended) {
                unclean.addSuppressed(ended);
            }
            throw unclean;
        }
    }

    private RowSet<Row> query(String sql, Object... parameters) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .await()
                .atMost(PATIENCE);
    }

    private static PendingMessage pending(Row row) {
        Map<String, String> headers = new HashMap<>();
        row.get(JsonObject.class, "headers")
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        Buffer data = row.get(Buffer.class, "data");
        OutboxMessage message = new OutboxMessage(
                row.getString("topic"), row.getString("key"), headers, data == null ? null : data.getBytes());
        return new PendingMessage(
                row.getLong("sequence"),
                message,
                row.getOffsetDateTime("created_at").toInstant());
    }
}
