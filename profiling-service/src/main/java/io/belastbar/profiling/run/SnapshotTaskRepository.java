package io.belastbar.profiling.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Snapshots still to be taken, and the first ones of runs that have not ended. */
@ApplicationScoped
public class SnapshotTaskRepository {
    private final Pool pool;
    private final ObjectMapper json;

    SnapshotTaskRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    Uni<Void> insert(
            SqlConnection transaction, String runId, SnapshotTask.Phase phase, String system, Instant happenedAt) {
        return transaction
                .preparedQuery("""
                        INSERT INTO snapshot_task (run_id, phase, system, happened_at, due_at)
                        VALUES ($1, $2, $3, $4, now()) ON CONFLICT (run_id, phase) DO NOTHING
                        """)
                .execute(Tuple.of(runId, phase.name(), system, happenedAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Takes the next task; nobody else gets it before the lease ends, so a job that dies loses nothing. */
    Uni<Optional<SnapshotTask>> claim(Instant now, Duration lease) {
        return pool.preparedQuery("""
                        UPDATE snapshot_task SET attempts = attempts + 1, due_at = $2
                        WHERE id = (SELECT id FROM snapshot_task WHERE state = 'PENDING' AND due_at <= $1
                                    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, run_id, phase, system, happened_at, attempts
                        """)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), now.plus(lease).atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(task(rows.iterator().next())));
    }

    Uni<Void> retryAt(SnapshotTask task, Instant due, String reason) {
        return pool.preparedQuery("UPDATE snapshot_task SET due_at = $2, reason = $3 WHERE id = $1")
                .execute(Tuple.of(task.id(), due.atOffset(ZoneOffset.UTC), reason))
                .replaceWithVoid();
    }

    Uni<Void> close(SqlConnection transaction, SnapshotTask task, String state, String reason) {
        return transaction
                .preparedQuery("UPDATE snapshot_task SET state = $2, reason = $3 WHERE id = $1")
                .execute(Tuple.of(task.id(), state, reason))
                .replaceWithVoid();
    }

    /** True when the run has ended: a snapshot taken now would not be one of its start. */
    Uni<Boolean> hasEnded(String runId) {
        return pool.preparedQuery("SELECT 1 FROM snapshot_task WHERE run_id = $1 AND phase = 'FINAL'")
                .execute(Tuple.of(runId))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> saveBaseline(SqlConnection transaction, String runId, StatementSnapshot baseline) {
        return transaction
                .preparedQuery("""
                        INSERT INTO statement_snapshot (run_id, taken_at, document) VALUES ($1, $2, $3)
                        ON CONFLICT (run_id) DO NOTHING
                        """)
                .execute(Tuple.of(runId, baseline.takenAt().atOffset(ZoneOffset.UTC), write(baseline)))
                .replaceWithVoid();
    }

    Uni<Optional<StatementSnapshot>> baseline(String runId) {
        return pool.preparedQuery("SELECT document FROM statement_snapshot WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(rows.iterator().next().getString("document"))));
    }

    Uni<Void> dropBaseline(SqlConnection transaction, String runId) {
        return transaction
                .preparedQuery("DELETE FROM statement_snapshot WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .replaceWithVoid();
    }

    private static SnapshotTask task(Row row) {
        return new SnapshotTask(
                row.getLong("id"),
                row.getString("run_id"),
                SnapshotTask.Phase.valueOf(row.getString("phase")),
                row.getString("system"),
                row.getOffsetDateTime("happened_at").toInstant(),
                row.getInteger("attempts"));
    }

    private String write(StatementSnapshot snapshot) {
        try {
            return json.writeValueAsString(snapshot);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a snapshot is plain data", impossible);
        }
    }

    private StatementSnapshot read(String document) {
        try {
            return json.readValue(document, StatementSnapshot.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored snapshot cannot be read", damaged);
        }
    }
}
