package io.belastbar.backbone.outbox;

import io.belastbar.backbone.envelope.HeaderJson;
import io.belastbar.backbone.envelope.MessageKey;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One relay's session with the outbox: the lead, notifications, and the pending rows.
 *
 * <p>The lead is a session-level advisory lock: it needs no heartbeat, and PostgreSQL drops it with the session. Not
 * thread-safe; blocks its caller, each time for {@link #PATIENCE} at most.
 */
final class RelayRepository implements AutoCloseable {

    /** A committed message that is not known to have reached Kafka; {@code sequence} is its place in the outbox. */
    record Pending(long sequence, OutboxMessage message, Instant createdAt) {}

    private static final Logger LOG = Logger.getLogger(RelayRepository.class);

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The label of rows that wait for no answer. */
    private static final String NONE = "";

    // Keepalives, user timeout, idle timeout: a leader whose machine died, whose network drops everything or whose
    // process
    // stands still loses the lead within about 30 seconds.
    // Commit: a mark that PostgreSQL loses in a crash only makes the message go out again; it need not wait for the
    // disk.
    // Plans: each published row leaves a dead entry in the index of pending rows until vacuum comes. Only a plain index
    // scan remembers that an entry is dead; a bitmap scan visits all of them again, each time.
    private static final String PREPARE_SESSION = """
            SELECT set_config('tcp_keepalives_idle', '15', false),
                   set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false),
                   set_config('tcp_user_timeout', '30s', false),
                   set_config('idle_session_timeout', '30s', false),
                   set_config('statement_timeout', '8s', false),
                   set_config('synchronous_commit', 'off', false),
                   set_config('enable_bitmapscan', 'off', false),
                   set_config('enable_seqscan', 'off', false),
                   current_schema()
            """;

    private static final String LEAD =
            "SELECT pg_try_advisory_lock(hashtext('belastbar.outbox.relay.' || current_schema()), 0)";

    /** The labels in use, each found by one step through the index. */
    private static final String LABELS = """
            WITH RECURSIVE label (waits_for) AS (
                SELECT '' COLLATE "C"
                UNION ALL
                SELECT (SELECT waits_for FROM outbox_event
                         WHERE published_at IS NULL AND waits_for > label.waits_for
                         ORDER BY waits_for LIMIT 1)
                  FROM label WHERE label.waits_for IS NOT NULL
            )
            SELECT waits_for FROM label WHERE waits_for > ''
            """;

    // The first message always, then as many as fit: a service's heap must hold them. "+ 0": see
    // V0_2__pending_index.sql.
    private static final String FETCH = """
            SELECT sequence, topic, key, binary_key, headers, data, created_at
              FROM (SELECT pending.*, sum(octet_length(data)) OVER
                           (ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
                      FROM (SELECT sequence, topic, key, binary_key, headers::text, data, created_at
                              FROM outbox_event
                             WHERE published_at IS NULL AND waits_for = $1
                             ORDER BY sequence + 0
                             LIMIT $2) AS pending) AS measured
             WHERE coalesce(bytes_before, 0) < 4000000
             ORDER BY sequence
            """;

    private static final String PARK = "UPDATE outbox_event SET waits_for = $2 WHERE sequence = ANY($1::bigint[])";

    private static final String MARK = "UPDATE outbox_event SET published_at = $2 WHERE sequence = ANY($1::bigint[])";

    private final PgConnection connection;
    private final String schema;

    /** Prepares a connection of the pool for the relay; it never goes back there. */
    RelayRepository(SqlConnection pooled) {
        this.connection = PgConnection.cast(pooled);
        // The statement under way fails too, and tells the relay.
        connection.exceptionHandler(broken -> LOG.debug("The relay's session ended", broken));
        try {
            this.schema = query(PREPARE_SESSION).iterator().next().getString("current_schema");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Takes the lead unless another relay has it. */
    boolean lead() {
        return query(LEAD).iterator().next().getBoolean(0);
    }

    /** From now on {@code wake} is called, from another thread, whenever somebody appended to the outbox. */
    void listen(Runnable wake) {
        connection.notificationHandler(notification -> wake.run());
        query("LISTEN \"belastbar_outbox_" + schema + "\"");
    }

    /** The destinations under whose labels rows are parked. */
    List<Destination> parked() {
        List<Destination> destinations = new ArrayList<>();
        query(LABELS).forEach(row -> destinations.add(Destination.of(row.getString(0))));
        return destinations;
    }

    /** The oldest pending messages that are not parked, in order. */
    List<Pending> fetchNew(int limit) {
        return fetch(NONE, limit);
    }

    /** The oldest pending messages parked for this destination, in order. */
    List<Pending> fetchParked(Destination destination, int limit) {
        return fetch(destination.label(), limit);
    }

    void park(Destination destination, List<Long> sequences) {
        query(PARK, sequences.toArray(Long[]::new), destination.label());
    }

    void markPublished(List<Long> sequences, Instant publishedAt) {
        query(MARK, sequences.toArray(Long[]::new), OffsetDateTime.ofInstant(publishedAt, ZoneOffset.UTC));
    }

    /**
     * Ends the session, and with it the lead, the subscription and the settings. If PostgreSQL does not answer, the
     * statement waits for it in the connection, and the pool drops that connection when it breaks. The thread may come
     * interrupted.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            connection
                    .query("SELECT pg_terminate_backend(pg_backend_pid())")
                    .execute()
                    .onItemOrFailure()
                    .transform((rows, ended) -> rows)
                    .await()
                    .atMost(Duration.ofSeconds(1));
        } catch (TimeoutException hangs) {
            LOG.warn("PostgreSQL does not answer; the relay's session ends when it does");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Pending> fetch(String label, int limit) {
        List<Pending> messages = new ArrayList<>();
        query(FETCH, label, (long) limit).forEach(row -> messages.add(pending(row)));
        return messages;
    }

    private RowSet<Row> query(String sql, Object... parameters) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .await()
                .atMost(PATIENCE);
    }

    private static Pending pending(Row row) {
        Buffer data = row.get(Buffer.class, "data");
        OutboxMessage message = new OutboxMessage(
                row.getString("topic"),
                key(row),
                HeaderJson.read(row.getString("headers")),
                data == null ? null : data.getBytes());
        return new Pending(
                row.getLong("sequence"),
                message,
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static MessageKey key(Row row) {
        Buffer binary = row.get(Buffer.class, "binary_key");
        return binary == null ? MessageKey.of(row.getString("key")) : new MessageKey(binary.getBytes());
    }
}
