package io.belastbar.profiling.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Snapshots still to be taken, and the first ones of runs that have not ended. */
@ApplicationScoped
public class SnapshotTaskRepository {
    private final Pool pool;
    private final ObjectMapper json;
    private final LeasedWork<Void> work;

    SnapshotTaskRepository(Pool pool, ObjectMapper json, Workers workers) {
        this.pool = pool;
        this.json = json;
        this.work = workers.queue("snapshots", PayloadFormat.NONE);
    }

    /** Adds a task, once for each run and phase; the snapshots of a run are taken one after the other. */
    Uni<Void> insert(
            SqlConnection transaction, String runId, SnapshotTask.Phase phase, String system, Instant happenedAt) {
        return transaction
                .preparedQuery("""
                        INSERT INTO snapshot_task (run_id, phase, system, happened_at)
                        VALUES ($1, $2, $3, $4) ON CONFLICT (run_id, phase) DO NOTHING RETURNING id
                        """)
                .execute(Tuple.of(runId, phase.name(), system, happenedAt.atOffset(ZoneOffset.UTC)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : work.enqueueInLane(
                                transaction,
                                runId,
                                rows.iterator().next().getLong(0).toString(),
                                null));
    }

    /** Its items are the ids of tasks. */
    LeasedWork<Void> work() {
        return work;
    }

    /** Empty if it is closed. */
    Uni<Optional<SnapshotTask>> pending(long id) {
        return pool.preparedQuery("""
                        SELECT id, run_id, phase, system, happened_at FROM snapshot_task
                         WHERE id = $1 AND state = 'PENDING'
                        """)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(SnapshotTaskRepository::task));
    }

    /** Closes a task; fails if it is somebody else's by now. */
    Uni<Void> close(SqlConnection transaction, HeldWork<Void> held, String state, String reason) {
        return transaction
                .preparedQuery("UPDATE snapshot_task SET state = $2, reason = $3 WHERE id = $1")
                .execute(Tuple.of(Long.valueOf(held.item()), state, reason))
                .chain(() -> work.finish(transaction, held));
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
                row.getOffsetDateTime("happened_at").toInstant());
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
