package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies events once, and remembers them in the transaction that does. */
public final class InboxRepository {

    // A second delivery that is still being applied elsewhere makes this statement wait for that transaction's end.
    private static final String REMEMBER = """
            INSERT INTO inbox_event (source, id)
            SELECT source, id FROM unnest($1::text[], $2::text[]) AS event (source, id)
            ON CONFLICT (source, id) DO NOTHING
            RETURNING source, id
            """;

    private final Pool pool;
    private final RoutingHandler handlers;

    public InboxRepository(Pool pool, RoutingHandler handlers) {
        this.pool = pool;
        this.handlers = handlers;
    }

    /** Applies those events that are new, in order, all in one transaction; answers which ones those were. */
    Uni<List<EventEnvelope>> applyOnce(List<EventEnvelope> events) {
        return pool.withTransaction(transaction -> applyOnce(events, transaction));
    }

    /** Whether the database takes a connection and answers. */
    Uni<Boolean> healthy() {
        return pool.query("SELECT 1").execute().replaceWith(true).onFailure().recoverWithItem(false);
    }

    private Uni<List<EventEnvelope>> applyOnce(List<EventEnvelope> events, SqlConnection transaction) {
        return remember(events, transaction).call(fresh -> applyAll(fresh, transaction));
    }

    private Uni<List<EventEnvelope>> remember(List<EventEnvelope> events, SqlConnection transaction) {
        String[] sources =
                events.stream().map(event -> event.source().toString()).toArray(String[]::new);
        String[] ids = events.stream().map(EventEnvelope::id).toArray(String[]::new);
        return transaction
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(sources, ids))
                .map(remembered -> fresh(events, remembered));
    }

    private Uni<Void> applyAll(List<EventEnvelope> fresh, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(fresh)
                .onItem()
                .transformToUniAndConcatenate(event -> handlers.apply(event, transaction))
                .collect()
                .last();
    }

    private static List<EventEnvelope> fresh(List<EventEnvelope> events, RowSet<Row> remembered) {
        Set<List<String>> identities = new HashSet<>();
        remembered.forEach(row -> identities.add(List.of(row.getString("source"), row.getString("id"))));
        List<EventEnvelope> fresh = new ArrayList<>();
        for (EventEnvelope event : events) {
            // Removed, so that a second copy in the same batch is not fresh.
            if (identities.remove(List.of(event.source().toString(), event.id()))) {
                fresh.add(event);
            }
        }
        return fresh;
    }
}
