package io.belastbar.budget.settings;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The documents beside budgets, every version of them. */
@ApplicationScoped
public class SettingsRepository {

    private final Pool pool;

    SettingsRepository(Pool pool) {
        this.pool = pool;
    }

    /** Lets one writer of a system's document at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, SettingsKind kind, String system) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('belastbar.' || $1 || '.' || $2))")
                .execute(Tuple.of(kind.name(), system))
                .replaceWithVoid();
    }

    public Uni<Optional<StoredSettings>> latest(SettingsKind kind, String system) {
        return latest(pool, kind, system);
    }

    public Uni<Optional<StoredSettings>> latest(SqlClient client, SettingsKind kind, String system) {
        return client.preparedQuery("""
                        SELECT system, version, content, updated_at, updated_by FROM settings_document
                         WHERE kind = $1 AND system = $2 ORDER BY version DESC LIMIT 1""").execute(Tuple.of(kind.name(), system)).map(SettingsRepository::first);
    }

    Uni<StoredSettings> insert(
            SqlConnection transaction, SettingsKind kind, String system, int version, String content, String author) {
        return transaction
                .preparedQuery("""
                        INSERT INTO settings_document (kind, system, version, content, updated_by)
                        VALUES ($1, $2, $3, $4, $5)
                        RETURNING system, version, content, updated_at, updated_by""")
                .execute(Tuple.of(kind.name(), system, version, content, author))
                .map(rows -> first(rows).orElseThrow());
    }

    private static Optional<StoredSettings> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(stored(iterator.next())) : Optional.empty();
    }

    private static StoredSettings stored(Row row) {
        return new StoredSettings(
                row.getString("system"),
                row.getInteger("version"),
                row.getString("content"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"));
    }
}
