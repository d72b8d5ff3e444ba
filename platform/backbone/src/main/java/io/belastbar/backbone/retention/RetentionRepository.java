package io.belastbar.backbone.retention;

import io.belastbar.backbone.retry.DatabaseClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Deletes what the outbox and the inbox need no longer, a limited number of rows at a time. */
public final class RetentionRepository {

    /** Rows deleted by one statement; small enough not to hold up anybody. */
    static final int ROWS_MAX = 5_000;

    private static final String PRUNE_OUTBOX = """
            DELETE FROM outbox_event
             WHERE sequence IN (SELECT sequence FROM outbox_event WHERE published_at < $1
                                 ORDER BY published_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    // What an open dead letter is about is remembered as long as it may be replayed.
    private static final String PRUNE_INBOX = """
            DELETE FROM inbox_event
             WHERE (source, id, handler) IN (
                   SELECT source, id, handler FROM inbox_event
                    WHERE applied_at < $1
                      AND NOT EXISTS (SELECT 1 FROM dead_letter
                                       WHERE event_source = source AND event_id = inbox_event.id
                                         AND replayed_at IS NULL)
                    ORDER BY applied_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final DatabaseClient database;

    public RetentionRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Whether PostgreSQL answers; while it hangs, nothing should be begun. */
    Uni<Boolean> answers() {
        return database.answers();
    }

    /** Deletes messages that were published before this moment; pending ones are never deleted. */
    public Uni<Integer> pruneOutbox(Instant before) {
        return prune(PRUNE_OUTBOX, before);
    }

    /** Forgets events that were applied before this moment, unless a dead letter of one still waits for its replay. */
    public Uni<Integer> pruneInbox(Instant before) {
        return prune(PRUNE_INBOX, before);
    }

    private Uni<Integer> prune(String sql, Instant before) {
        OffsetDateTime moment = OffsetDateTime.ofInstant(before, ZoneOffset.UTC);
        return database.inTransaction(transaction -> transaction
                .preparedQuery(sql)
                .execute(Tuple.of(moment, (long) ROWS_MAX))
                .map(SqlResult::rowCount));
    }
}
