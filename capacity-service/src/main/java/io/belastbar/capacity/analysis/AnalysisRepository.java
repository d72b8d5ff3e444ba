package io.belastbar.capacity.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Analyses: ordered, done or failed. */
@ApplicationScoped
public class AnalysisRepository {
    private final Pool pool;
    private final ObjectMapper json;

    AnalysisRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** Notes an order; false if that fire time has one already. */
    public Uni<Boolean> order(SqlConnection tx, AnalysisOrder order) {
        return tx.preparedQuery("""
                        INSERT INTO capacity_analysis (id, system, ordered_at, requested_by, fire_time)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(
                        order.id(),
                        order.system(),
                        utc(order.at()),
                        order.by(),
                        order.fireTime() == null ? null : utc(order.fireTime())))
                .map(rows -> rows.rowCount() == 1);
    }

    public Uni<Void> done(SqlConnection tx, CapacityAnalysis analysis) {
        return tx.preparedQuery("UPDATE capacity_analysis SET state = 'DONE', document = $2 WHERE id = $1")
                .execute(Tuple.of(analysis.id(), text(analysis)))
                .replaceWithVoid();
    }

    public Uni<Void> failed(SqlConnection tx, UUID id, String problem) {
        return tx.preparedQuery("UPDATE capacity_analysis SET state = 'FAILED', problem = $2 WHERE id = $1")
                .execute(Tuple.of(id, problem))
                .replaceWithVoid();
    }

    /** The newest that is done, of those that were ordered before a moment; empty before the first. */
    public Uni<Optional<CapacityAnalysis>> newestBefore(String system, Instant moment) {
        return pool.preparedQuery("""
                        SELECT document FROM capacity_analysis
                        WHERE system = $1 AND state = 'DONE' AND ordered_at < $2
                        ORDER BY ordered_at DESC LIMIT 1
                        """)
                .execute(Tuple.of(system, utc(moment)))
                .map(rows -> each(rows, row -> parse(row.getString("document"))).stream()
                        .findFirst());
    }

    public Uni<Optional<CapacityAnalysis>> find(String system, UUID id) {
        return pool.preparedQuery("""
                        SELECT document FROM capacity_analysis WHERE id = $2 AND system = $1 AND state = 'DONE'
                        """)
                .execute(Tuple.of(system, id))
                .map(rows -> each(rows, row -> parse(row.getString("document"))).stream()
                        .findFirst());
    }

    public Uni<Optional<AnalysisState>> state(String system, UUID id) {
        return pool.preparedQuery("""
                        SELECT id, system, ordered_at, requested_by, state, problem FROM capacity_analysis
                        WHERE id = $2 AND system = $1
                        """)
                .execute(Tuple.of(system, id))
                .map(rows -> each(rows, AnalysisRepository::state).stream().findFirst());
    }

    /** Newest first, from before the given place. */
    public Uni<List<AnalysisState>> list(String system, Instant orderedBefore, UUID idBefore, int limit) {
        return pool.preparedQuery("""
                        SELECT id, system, ordered_at, requested_by, state, problem FROM capacity_analysis
                        WHERE system = $1 AND (ordered_at, id) < ($2, $3)
                        ORDER BY ordered_at DESC, id DESC LIMIT $4
                        """)
                .execute(Tuple.of(system, utc(orderedBefore), idBefore, limit))
                .map(rows -> each(rows, AnalysisRepository::state));
    }

    /** Forgets what was ordered before a moment, and how many those were. */
    public Uni<Integer> forget(Instant orderedBefore) {
        return pool.preparedQuery("DELETE FROM capacity_analysis WHERE ordered_at < $1 AND state <> 'WAITING'")
                .execute(Tuple.of(utc(orderedBefore)))
                .map(rows -> rows.rowCount());
    }

    private static AnalysisState state(Row row) {
        return new AnalysisState(
                row.getUUID("id"),
                row.getString("system"),
                row.getOffsetDateTime("ordered_at").toInstant(),
                row.getString("requested_by"),
                AnalysisState.State.valueOf(row.getString("state")),
                row.getString("problem"));
    }

    private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private String text(CapacityAnalysis analysis) {
        try {
            return json.writeValueAsString(analysis);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write analysis " + analysis.id(), e);
        }
    }

    private CapacityAnalysis parse(String document) {
        try {
            return json.readValue(document, CapacityAnalysis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored analysis cannot be read", e);
        }
    }
}
