package io.belastbar.examples.smartbav.sap;

import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.belastbar.identity.InstanceName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What SAP is to be told. */
@ApplicationScoped
public class SapOutboxRepository {
    private static final String ADD = "INSERT INTO sap_outbox (subject, kind, payload) VALUES ($1, $2, $3)";
    private static final String TAKE = """
            SELECT id, subject, kind, payload
            FROM take_sap_postings($1, $2::bigint * interval '1 second', $3)
            """;
    private static final String END = "SELECT end_sap_posting($1, $2)";
    private static final String COUNT = "SELECT pending, oldest_seconds, delivered, refused FROM count_sap_postings()";
    private static final String PENDING = "SELECT pending, oldest_seconds FROM pending_sap_postings()";
    private static final String FORGET = "SELECT forget_sap_postings($1::bigint * interval '1 second')";
    /** Longer than a batch takes: were it shorter, two would send the same, which SAP would answer as repeated. */
    private static final long LEASE_SECONDS = 60;

    private final Pool pool;
    private final DatabaseGuard guard;
    private final String worker;

    @Inject
    SapOutboxRepository(Pool pool, DatabaseGuard guard, InstanceName instance) {
        this(pool, guard, instance.value());
    }

    SapOutboxRepository(Pool pool, DatabaseGuard guard, String worker) {
        this.pool = pool;
        this.guard = guard;
        this.worker = worker;
    }

    /**
     * @param pending to be told
     * @param oldestSeconds how long the eldest of them has waited
     * @param delivered told, of the last 30 days
     * @param refused which SAP will not take as they are; a person must look
     */
    public record Count(long pending, double oldestSeconds, long delivered, long refused) {}

    /** How many wait, and how long the eldest has. */
    record Pending(long postings, double oldestSeconds) {}

    /** In the transaction of what it tells of: there is neither without the other. */
    public Uni<Void> add(SqlConnection transaction, String kind, String subject, Map<String, Object> payload) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(subject, kind, new JsonObject(payload)))
                .replaceWithVoid();
    }

    /** The eldest that wait, in their order; none while another instance delivers. */
    Uni<List<Posting>> take(int most) {
        return guard.call(() -> pool.preparedQuery(TAKE).execute(Tuple.of(worker, LEASE_SECONDS, most)))
                .map(rows -> rows.stream().map(SapOutboxRepository::posting).toList());
    }

    Uni<Void> delivered(Posting posting) {
        return end(posting, null);
    }

    Uni<Void> refused(Posting posting, String reason) {
        return end(posting, reason);
    }

    Uni<Count> count() {
        return guard.call(() -> pool.preparedQuery(COUNT).execute())
                .map(rows -> count(rows.iterator().next()));
    }

    /** By an index; {@link #count} reads all. */
    Uni<Pending> pending() {
        return guard.call(() -> pool.preparedQuery(PENDING).execute())
                .map(rows -> rows.iterator().next())
                .map(row -> new Pending(row.getLong("pending"), row.getDouble("oldest_seconds")));
    }

    Uni<Integer> forgetOlderThan(Duration age) {
        return guard.call(() -> pool.preparedQuery(FORGET).execute(Tuple.of(age.toSeconds())))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private Uni<Void> end(Posting posting, String refused) {
        return guard.call(() -> pool.preparedQuery(END).execute(Tuple.of(posting.id(), refused)))
                .replaceWithVoid();
    }

    private static Posting posting(Row row) {
        return new Posting(
                row.getLong("id"), row.getString("subject"), row.getString("kind"), row.getString("payload"));
    }

    private static Count count(Row row) {
        return new Count(
                row.getLong("pending"),
                row.getDouble("oldest_seconds"),
                row.getLong("delivered"),
                row.getLong("refused"));
    }
}
