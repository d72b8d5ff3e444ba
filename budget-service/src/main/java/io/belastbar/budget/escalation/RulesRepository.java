package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Escalation rules, every version of them. */
@ApplicationScoped
class RulesRepository {

    private final Pool pool;

    RulesRepository(Pool pool) {
        this.pool = pool;
    }

    /** Lets one writer of a system at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String system) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('belastbar.escalation-rules.' || $1))")
                .execute(Tuple.of(system))
                .replaceWithVoid();
    }

    Uni<Optional<StoredRules>> latest(String system) {
        return latest(pool, system);
    }

    Uni<Optional<StoredRules>> latest(SqlClient client, String system) {
        return client.preparedQuery("""
                        SELECT system, version, content, updated_at, updated_by FROM escalation_rules
                         WHERE system = $1 ORDER BY version DESC LIMIT 1""").execute(Tuple.of(system)).map(RulesRepository::first);
    }

    /** The rules in force: the newest stored ones, else those that are built in. */
    Uni<EscalationRules> inForce(SqlClient client, String system) {
        return latest(client, system)
                .map(stored -> EscalationRulesParser.parse(
                        stored.map(StoredRules::content).orElseGet(EscalationRules::defaultDocument)));
    }

    Uni<StoredRules> insert(SqlConnection transaction, String system, int version, String content, String author) {
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_rules (system, version, content, updated_by) VALUES ($1, $2, $3, $4)
                        RETURNING system, version, content, updated_at, updated_by""")
                .execute(Tuple.of(system, version, content, author))
                .map(rows -> first(rows).orElseThrow());
    }

    private static Optional<StoredRules> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        var row = iterator.next();
        return Optional.of(new StoredRules(
                row.getString("system"),
                row.getInteger("version"),
                row.getString("content"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by")));
    }
}
