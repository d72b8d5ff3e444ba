package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The budgets, every version of them. */
@ApplicationScoped
public class BudgetRepository {

    private final Pool pool;

    BudgetRepository(Pool pool) {
        this.pool = pool;
    }

    /** Lets one writer of a system at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String system) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('belastbar.budget.' || $1))")
                .execute(Tuple.of(system))
                .replaceWithVoid();
    }

    /** The newest version of a system's budget. */
    Uni<Optional<StoredBudget>> latest(String system) {
        return latest(pool, system);
    }

    Uni<Optional<StoredBudget>> latest(SqlClient client, String system) {
        return client.preparedQuery("""
                        SELECT system, version, content, sha256, file_name, objectives, updated_at, updated_by
                          FROM budget_document WHERE system = $1 ORDER BY version DESC LIMIT 1""").execute(Tuple.of(system)).map(BudgetRepository::first);
    }

    /** What a version promises; empty if there is no such version. */
    public Uni<Optional<PerformanceBudget>> promises(String system, int version) {
        return pool.preparedQuery("""
                        SELECT system, version, content, sha256, file_name, objectives, updated_at, updated_by
                          FROM budget_document WHERE system = $1 AND version = $2""").execute(Tuple.of(system, version)).map(rows -> first(rows)
                .map(stored -> BudgetDraft.parse(stored.content())));
    }

    /** Stores the next version. */
    Uni<StoredBudget> insert(SqlConnection transaction, BudgetDraft draft, int version, String author) {
        return transaction
                .preparedQuery("""
                        INSERT INTO budget_document
                               (system, version, content, sha256, file_name, objectives, updated_at, updated_by)
                        VALUES ($1, $2, $3, $4, $5, $6, now(), $7)
                        RETURNING system, version, content, sha256, file_name, objectives, updated_at, updated_by""")
                .execute(Tuple.from(new Object[] {
                    draft.system(),
                    version,
                    Buffer.buffer(draft.content()),
                    draft.sha256(),
                    draft.fileName(),
                    draft.budget().objectiveCount(),
                    author
                }))
                .map(rows -> first(rows).orElseThrow());
    }

    private static Optional<StoredBudget> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(stored(iterator.next())) : Optional.empty();
    }

    private static StoredBudget stored(Row row) {
        return new StoredBudget(
                row.getString("system"),
                row.getInteger("version"),
                row.getBuffer("content").getBytes(),
                row.getString("sha256"),
                row.getString("file_name"),
                row.getInteger("objectives"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"));
    }
}
