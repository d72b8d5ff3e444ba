package io.belastbar.backbone.inbox;

import io.belastbar.backbone.inbox.FailureVerdict.Failure;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.backbone.retry.DatabaseClient;
import io.belastbar.backbone.trace.DeliverySpans;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Applies events once for each handler, and remembers them in the transaction that does. */
@ApplicationScoped
public class InboxRepository {

    /** Stands for all handlers in rows of the time when an event had one row. */
    static final String EVERY_HANDLER = "*";

    // A second delivery that is still being applied elsewhere makes this statement wait for that transaction's end.
    // Sorted: two replicas that got the same events in different batches wait for each other's rows in one order.
    private static final String REMEMBER = """
            INSERT INTO inbox_event (source, id, handler)
            SELECT source, id, handler
              FROM unnest($1::text[], $2::text[], $3::text[]) AS event (source, id, handler)
             WHERE NOT EXISTS (SELECT 1 FROM inbox_event AS earlier
                                WHERE earlier.source = event.source AND earlier.id = event.id
                                  AND earlier.handler = '*')
             ORDER BY source, id, handler
            ON CONFLICT (source, id, handler) DO NOTHING
            RETURNING source, id, handler
            """;

    private final DatabaseClient database;
    private final OutboxRepository outbox;
    private final DeliverySpans spans;

    InboxRepository(DatabaseClient database, OutboxRepository outbox, DeliverySpans spans) {
        this.database = database;
        this.outbox = outbox;
        this.spans = spans;
    }

    /**
     * Applies those deliveries that are new, in order, all in one transaction or none. Never fails, and takes no longer
     * than {@link DatabaseClient} waits.
     */
    public Uni<Attempt> attempt(List<Delivery> deliveries) {
        DeliverySpans.Attempted attempted = spans.attempt();
        return database.inTransaction(
                        transaction -> outbox.gathering(transaction, work -> applyOnce(deliveries, work, attempted)))
                .onItemOrFailure()
                .invoke((fresh, failure) -> attempted.end(failure))
                .<Attempt>map(Attempt.Applied::new)
                .onFailure()
                .recoverWithUni(thrown -> failure(thrown).map(Attempt.Failed::new));
    }

    /** What is known about a failure, the database asked. */
    public Uni<Failure> failure(Throwable thrown) {
        PoisonMessage poison = causeOf(PoisonMessage.class, thrown);
        if (poison != null) {
            return Uni.createFrom().item(new Failure(poison, null, true));
        }
        PgException refusal = causeOf(PgException.class, thrown);
        Throwable cause = refusal == null ? thrown : refusal;
        String sqlState = refusal == null ? null : refusal.getSqlState();
        return answers().map(answers -> new Failure(cause, sqlState, answers));
    }

    /** Whether the database takes a connection and answers. */
    public Uni<Boolean> answers() {
        return database.answers();
    }

    private Uni<List<Delivery>> applyOnce(
            List<Delivery> deliveries, SqlConnection transaction, DeliverySpans.Attempted attempted) {
        return remember(deliveries, transaction).call(fresh -> applyAll(fresh, transaction, attempted));
    }

    private Uni<List<Delivery>> remember(List<Delivery> deliveries, SqlConnection transaction) {
        Tuple identities = Tuple.of(
                column(deliveries, delivery -> delivery.event().source().toString()),
                column(deliveries, delivery -> delivery.event().id()),
                column(deliveries, delivery -> delivery.handler().name()));
        return transaction.preparedQuery(REMEMBER).execute(identities).map(remembered -> fresh(deliveries, remembered));
    }

    private static Uni<Void> applyAll(
            List<Delivery> fresh, SqlConnection transaction, DeliverySpans.Attempted attempted) {
        return Multi.createFrom()
                .iterable(fresh)
                .onItem()
                .transformToUniAndConcatenate(delivery -> apply(delivery, transaction, attempted))
                .collect()
                .last();
    }

    private static Uni<Void> apply(Delivery delivery, SqlConnection transaction, DeliverySpans.Attempted attempted) {
        Context trace = attempted.begin(delivery.message(), delivery.handler().name());
        return delivery.handler()
                .apply(delivery.event(), OutboxRepository.inTrace(transaction, trace))
                .invoke(attempted::applied);
    }

    private static List<Delivery> fresh(List<Delivery> deliveries, RowSet<Row> remembered) {
        Set<List<String>> identities = new HashSet<>();
        remembered.forEach(
                row -> identities.add(List.of(row.getString("source"), row.getString("id"), row.getString("handler"))));
        List<Delivery> fresh = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            var event = delivery.event();
            // Removed, so that a second copy in the same batch is not fresh.
            if (identities.remove(List.of(
                    event.source().toString(), event.id(), delivery.handler().name()))) {
                fresh.add(delivery);
            }
        }
        return fresh;
    }

    private static String[] column(List<Delivery> deliveries, Function<Delivery, String> value) {
        return deliveries.stream().map(value).toArray(String[]::new);
    }

    /** The first of this kind among the throwable and its causes; handlers may have wrapped it. */
    private static <T extends Throwable> T causeOf(Class<T> kind, Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
