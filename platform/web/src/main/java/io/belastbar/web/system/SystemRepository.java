package io.belastbar.web.system;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The descriptions of systems, every version of them. */
@ApplicationScoped
public class SystemRepository {
    private final Pool pool;

    SystemRepository(Pool pool) {
        this.pool = pool;
    }

    /** What the system consists of; empty if nobody described it. */
    public Uni<Optional<SystemDescription>> description(String system) {
        return current(system)
                .map(stored ->
                        stored.map(version -> SystemDescriptionParser.parse(version.system(), version.document())));
    }

    Uni<Optional<StoredSystem>> current(String system) {
        return pool.preparedQuery("""
                        SELECT system, version, document, updated_at, updated_by
                        FROM system_description WHERE system = $1
                        ORDER BY version DESC LIMIT 1
                        """).execute(Tuple.of(system)).map(SystemRepository::first);
    }

    /** Lets writers of one system take turns until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String system) {
        return transaction
                .preparedQuery(
                        "SELECT pg_advisory_xact_lock(hashtext('system_description.' || current_schema()), hashtext($1))")
                .execute(Tuple.of(system))
                .replaceWithVoid();
    }

    Uni<StoredSystem> insertNext(SqlConnection transaction, String system, String document, Instant at, String by) {
        return transaction
                .preparedQuery("""
                        INSERT INTO system_description (system, version, document, updated_at, updated_by)
                        SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4
                        FROM system_description WHERE system = $1
                        RETURNING system, version, document, updated_at, updated_by
                        """)
                .execute(Tuple.of(system, document, at.atOffset(ZoneOffset.UTC), by))
                .map(rows -> stored(rows.iterator().next()));
    }

    Uni<Optional<StoredSystem>> current(SqlConnection transaction, String system) {
        return transaction.preparedQuery("""
                        SELECT system, version, document, updated_at, updated_by
                        FROM system_description WHERE system = $1
                        ORDER BY version DESC LIMIT 1
                        """).execute(Tuple.of(system)).map(SystemRepository::first);
    }

    private static Optional<StoredSystem> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(stored(rows.iterator().next()));
    }

    private static StoredSystem stored(Row row) {
        return new StoredSystem(
                row.getString("system"),
                row.getInteger("version"),
                row.getString("document"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"));
    }
}
