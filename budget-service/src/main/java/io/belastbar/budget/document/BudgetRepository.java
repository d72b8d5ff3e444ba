package io.belastbar.budget.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The budgets of all systems. A budget is a set of named documents; each change of one of them is the next version of
 * the whole.
 */
@ApplicationScoped
public class BudgetRepository {

    private static final int NEWEST = Integer.MAX_VALUE;
    private static final int VERSIONS_KEPT = 200;

    private final Pool pool;
    private final Cache<String, PerformanceBudget> versions =
            Caffeine.newBuilder().maximumSize(VERSIONS_KEPT).build();

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

    /** The newest version of a document; empty if there is none, or if it was taken away. */
    Uni<Optional<StoredDocument>> latest(SqlConnection transaction, String system, String name) {
        return document(transaction, system, name, NEWEST);
    }

    /** The document in force at a version of the budget; empty if there was none. */
    Uni<Optional<StoredDocument>> document(String system, String name, int version) {
        return document(pool, system, name, version);
    }

    private static Uni<Optional<StoredDocument>> document(SqlClient client, String system, String name, int version) {
        return client.preparedQuery("""
                        SELECT system, name, version, content, sha256, file_name, objectives, updated_at, updated_by,
                               reason
                          FROM budget_document WHERE system = $1 AND name = $2 AND version <= $3
                         ORDER BY version DESC LIMIT 1""")
                .execute(Tuple.of(system, name, version))
                .map(rows -> all(rows).stream().findFirst().filter(stored -> !stored.removed()));
    }

    /** The newest version of a system's budget that is committed; 0 if it has none. */
    Uni<Integer> newestVersion(String system) {
        return newestVersion(pool, system);
    }

    Uni<Integer> newestVersion(SqlClient client, String system) {
        return client.preparedQuery("SELECT coalesce(max(version), 0) FROM budget_document WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** The documents in force at a version, by name. */
    public Uni<List<StoredDocument>> documents(String system, int version) {
        return pool.preparedQuery("""
                        SELECT * FROM (
                            SELECT DISTINCT ON (name) system, name, version, content, sha256, file_name, objectives,
                                   updated_at, updated_by, reason
                              FROM budget_document WHERE system = $1 AND version <= $2
                             ORDER BY name, version DESC) AS newest
                         WHERE content IS NOT NULL""").execute(Tuple.of(system, version)).map(BudgetRepository::all);
    }

    /** The documents in force now, by name. */
    public Uni<List<StoredDocument>> documents(String system) {
        return documents(system, NEWEST);
    }

    /** Every change before a version, newest first. */
    public Uni<List<StoredDocument>> history(String system, int before, int limit) {
        return pool.preparedQuery("""
                        SELECT system, name, version, content, sha256, file_name, objectives, updated_at, updated_by,
                               reason
                          FROM budget_document WHERE system = $1 AND version < $2 ORDER BY version DESC LIMIT $3""").execute(Tuple.of(system, before, limit)).map(BudgetRepository::all);
    }

    /** What was promised at a version; empty if there is no such version. */
    public Uni<Optional<PerformanceBudget>> promises(String system, int version) {
        return newestVersion(system)
                .chain(newest -> version < 1 || version > newest
                        ? Uni.createFrom().item(Optional.empty())
                        : parsed(system, version).map(Optional::of));
    }

    /** What is promised now; empty if nothing was ever stored. */
    public Uni<Optional<VersionedBudget>> latestPromises(String system) {
        return newestVersion(system)
                .chain(newest -> newest == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : parsed(system, newest).map(budget -> Optional.of(new VersionedBudget(newest, budget))));
    }

    /** A version never changes, so that it is read once. */
    private Uni<PerformanceBudget> parsed(String system, int version) {
        var key = system + "/" + version;
        var known = versions.getIfPresent(key);
        return known != null
                ? Uni.createFrom().item(known)
                : documents(system, version)
                        .map(BudgetRepository::together)
                        .invoke(budget -> versions.put(key, budget));
    }

    /** The systems that have a budget. */
    public Uni<List<String>> systems() {
        return pool.query("SELECT DISTINCT system FROM budget_document ORDER BY system")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** Stores the next version. */
    Uni<StoredDocument> insert(SqlConnection transaction, BudgetDraft draft, int version, String author) {
        return insert(
                transaction,
                draft.system(),
                draft.name(),
                version,
                Buffer.buffer(draft.content()),
                draft.sha256(),
                draft.fileName(),
                draft.budget().objectiveCount(),
                author,
                draft.reason());
    }

    /** Takes a document away, as the next version. */
    Uni<StoredDocument> remove(
            SqlConnection transaction, StoredDocument document, int version, String author, String reason) {
        return insert(transaction, document.system(), document.name(), version, null, "", null, 0, author, reason);
    }

    private static Uni<StoredDocument> insert(SqlConnection transaction, Object... columns) {
        return transaction.preparedQuery("""
                        INSERT INTO budget_document
                               (system, name, version, content, sha256, file_name, objectives, updated_at, updated_by,
                                reason)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9)
                        RETURNING system, name, version, content, sha256, file_name, objectives, updated_at,
                                  updated_by, reason""").execute(Tuple.from(columns)).map(rows -> all(rows)
                .getFirst());
    }

    private static PerformanceBudget together(List<StoredDocument> documents) {
        return documents.stream()
                .map(document -> BudgetDraft.parse(document.content()))
                .reduce(PerformanceBudget.of(List.of()), PerformanceBudget::and);
    }

    private static List<StoredDocument> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(BudgetRepository::stored)
                .toList();
    }

    private static StoredDocument stored(Row row) {
        var content = row.getBuffer("content");
        return new StoredDocument(
                row.getString("system"),
                row.getString("name"),
                row.getInteger("version"),
                content == null ? null : content.getBytes(),
                row.getString("sha256"),
                row.getString("file_name"),
                row.getInteger("objectives"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"),
                row.getString("reason"));
    }
}
