package io.belastbar.loadtest.catalog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Scenario documents; every change is a new version. */
@ApplicationScoped
public class ScenarioRepository {

    private final Pool pool;

    ScenarioRepository(Pool pool) {
        this.pool = pool;
    }

    /** Writers of one scenario take turns until their transactions end. */
    Uni<Void> lock(SqlConnection transaction, String system, String name) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('scenario'), hashtext($1))")
                .execute(Tuple.of(system + "/" + name))
                .replaceWithVoid();
    }

    Uni<Void> insert(SqlConnection transaction, StoredScenario scenario) {
        return transaction
                .preparedQuery("""
                        INSERT INTO scenario_version (system, name, version, document, target, updated_at, updated_by)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)""")
                .execute(Tuple.from(List.of(
                        scenario.system(),
                        scenario.name(),
                        scenario.version(),
                        scenario.document(),
                        scenario.target(),
                        scenario.updatedAt().atOffset(ZoneOffset.UTC),
                        scenario.updatedBy())))
                .replaceWithVoid();
    }

    /** As the transaction sees it. */
    public Uni<Optional<StoredScenario>> latest(SqlConnection transaction, String system, String name) {
        return transaction.preparedQuery("""
                        SELECT * FROM scenario_version WHERE system = $1 AND name = $2
                        ORDER BY version DESC LIMIT 1""").execute(Tuple.of(system, name)).map(ScenarioRepository::first);
    }

    /** The newest version. */
    public Uni<Optional<StoredScenario>> latest(String system, String name) {
        return pool.withConnection(connection -> latest(connection, system, name));
    }

    public Uni<Optional<StoredScenario>> version(String system, String name, int version) {
        return pool.preparedQuery("SELECT * FROM scenario_version WHERE system = $1 AND name = $2 AND version = $3")
                .execute(Tuple.of(system, name, version))
                .map(ScenarioRepository::first);
    }

    /** The newest version of each, by name, those that come after the given name. */
    Uni<List<StoredScenario>> list(String system, String after, int limit) {
        return pool.preparedQuery("""
                        SELECT DISTINCT ON (name) * FROM scenario_version WHERE system = $1 AND name > $2
                        ORDER BY name, version DESC LIMIT $3""").execute(Tuple.of(system, after, limit)).map(ScenarioRepository::all);
    }

    private static Optional<StoredScenario> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<StoredScenario> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new StoredScenario(
                        row.getString("system"),
                        row.getString("name"),
                        row.getInteger("version"),
                        row.getString("document"),
                        row.getString("target"),
                        row.getOffsetDateTime("updated_at").toInstant(),
                        row.getString("updated_by")))
                .toList();
    }
}
