package io.belastbar.profiling.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.DatabaseFacts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The facts of each run, as the JSON that goes over the wire. */
@ApplicationScoped
public class DatabaseFactsRepository {
    private final Pool pool;
    private final ObjectMapper json;

    DatabaseFactsRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The stored JSON of a run's facts. */
    public Uni<Optional<String>> find(String runId) {
        return pool.preparedQuery("SELECT document FROM database_facts WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("document")));
    }

    /** A run's facts. */
    public Uni<Optional<DatabaseFacts>> facts(String runId) {
        return find(runId).map(document -> document.map(this::read));
    }

    /** Stores a run's facts; the first ones stay. */
    public Uni<Void> insert(SqlConnection transaction, DatabaseFacts facts, Instant now) {
        return transaction
                .preparedQuery("""
                        INSERT INTO database_facts (run_id, system, created_at, document) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (run_id) DO NOTHING
                        """)
                .execute(Tuple.of(facts.runId(), facts.system(), now.atOffset(ZoneOffset.UTC), write(facts)))
                .replaceWithVoid();
    }

    private DatabaseFacts read(String document) {
        try {
            return json.readValue(document, DatabaseFacts.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored facts cannot be read", damaged);
        }
    }

    private String write(DatabaseFacts facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("facts are plain data", impossible);
        }
    }
}
