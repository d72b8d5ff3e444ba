package io.belastbar.profiling.proof.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.proof.ProofReport;
import io.belastbar.profiling.proof.ProofResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Proofs that were asked for, and the queue of those that are still to be made: of a target one after the other. */
@ApplicationScoped
public class IndexProofRepository {
    private static final String COLUMNS =
            "id, system, target, requested_by, requested_at, state, started_at, finished_at, reason";

    private final Pool pool;
    private final ObjectMapper json;
    private final LeasedWork<Void> work;

    IndexProofRepository(Pool pool, ObjectMapper json, Workers workers) {
        this.pool = pool;
        this.json = json;
        this.work = workers.queue("index-proofs", PayloadFormat.NONE);
    }

    /** Its items are the ids of proofs. */
    public LeasedWork<Void> work() {
        return work;
    }

    public Uni<Void> insert(SqlConnection transaction, IndexProof proof, ProofRequest request) {
        return transaction
                .preparedQuery("""
                        INSERT INTO index_proof (id, system, target, requested_by, requested_at, request, state)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)""")
                .execute(Tuple.tuple()
                        .addUUID(proof.id())
                        .addString(proof.system())
                        .addString(proof.target())
                        .addString(proof.requestedBy())
                        .addOffsetDateTime(at(proof.requestedAt()))
                        .addString(write(request))
                        .addString(proof.state().name()))
                .chain(() -> work.enqueueInLane(
                        transaction, proof.target(), proof.id().toString(), null));
    }

    public Uni<Optional<IndexProof>> find(UUID id) {
        return pool.preparedQuery("SELECT " + COLUMNS + ", report FROM index_proof WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(this::whole));
    }

    public Uni<Optional<ProofRequest>> request(UUID id) {
        return pool.preparedQuery("SELECT request FROM index_proof WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(row -> read(row.getString(0), ProofRequest.class)));
    }

    /** Without their reports, newest first. */
    public Uni<List<IndexProof>> list(String system, Instant before, UUID id, int limit) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM index_proof"
                        + " WHERE system = $1 AND (requested_at, id) < ($2, $3)"
                        + " ORDER BY requested_at DESC, id DESC LIMIT $4")
                .execute(Tuple.of(system, at(before), id, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> proof(row, null))
                        .toList());
    }

    /** False if it is over by now. */
    public Uni<Boolean> start(UUID id, Instant now) {
        return pool.preparedQuery("""
                        UPDATE index_proof SET state = 'RUNNING', started_at = coalesce(started_at, $2)
                         WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')""").execute(Tuple.of(id, at(now))).map(rows -> rows.rowCount() == 1);
    }

    /** Ends one that nobody has ended; fails if it is somebody else's by now. */
    public Uni<Void> finish(
            SqlConnection transaction,
            HeldWork<Void> held,
            IndexProof.State state,
            Instant now,
            String reason,
            ProofReport report) {
        return transaction
                .preparedQuery("""
                        UPDATE index_proof SET state = $2, finished_at = $3, reason = $4, report = $5
                         WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')""")
                .execute(Tuple.of(
                        UUID.fromString(held.item()),
                        state.name(),
                        at(now),
                        reason,
                        report == null ? null : write(report)))
                .chain(() -> work.finish(transaction, held));
    }

    /** Whoever is at work on it has lost it. False if it was over. */
    public Uni<Boolean> cancel(SqlConnection transaction, UUID id, Instant now, String reason) {
        return transaction
                .preparedQuery("""
                        UPDATE index_proof SET state = 'CANCELLED', finished_at = $2, reason = $3
                         WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')""")
                .execute(Tuple.of(id, at(now), reason))
                .map(rows -> rows.rowCount() == 1)
                .call(ended -> ended
                        ? work.remove(transaction, id.toString())
                        : Uni.createFrom().voidItem());
    }

    /** Which finding this result is about. */
    public Uni<Void> link(SqlConnection transaction, UUID proof, ProofResult result) {
        return transaction
                .preparedQuery(
                        "INSERT INTO index_proof_finding (finding, proof) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(result.finding(), proof))
                .replaceWithVoid();
    }

    private IndexProof whole(Row row) {
        String report = row.getString("report");
        return proof(row, report == null ? null : read(report, ProofReport.class));
    }

    private static IndexProof proof(Row row, ProofReport report) {
        return new IndexProof(
                row.getUUID("id"),
                row.getString("system"),
                row.getString("target"),
                IndexProof.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                instant(row.getOffsetDateTime("requested_at")),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")),
                row.getString("reason"),
                report);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
