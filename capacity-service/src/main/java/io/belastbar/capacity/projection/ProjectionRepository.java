package io.belastbar.capacity.projection;

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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Projections: the newest of each series, and those of the past to compare with what came. */
@ApplicationScoped
public class ProjectionRepository {
    private static final int DAYS_TOLD = 90;

    private final Pool pool;
    private final ObjectMapper json;

    ProjectionRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The newest of each series of a system, by metric. */
    public Uni<List<Projection>> latest(String system) {
        return pool.preparedQuery("SELECT document FROM projection WHERE system = $1 ORDER BY metric")
                .execute(Tuple.of(system))
                .map(this::list);
    }

    /** The newest of each series behind this metric, by metric; an empty text stands before all. */
    Uni<List<Projection>> page(String system, String after, int rows) {
        return pool.preparedQuery("""
                        SELECT document FROM projection WHERE system = $1 AND metric > $2 ORDER BY metric LIMIT $3
                        """).execute(Tuple.of(system, after, rows)).map(this::list);
    }

    /** The newest of one series; empty before the first. */
    public Uni<Optional<Projection>> latest(String system, String metric) {
        return pool.preparedQuery("SELECT document FROM projection WHERE system = $1 AND metric = $2")
                .execute(Tuple.of(system, metric))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** What was foreseen at a moment: the last one made until then. */
    public Uni<Optional<Projection>> asOf(String system, String metric, Instant moment) {
        return pool.preparedQuery("""
                        SELECT document FROM past_projection
                        WHERE system = $1 AND metric = $2 AND made_at <= $3
                        ORDER BY made_at DESC LIMIT 1
                        """)
                .execute(Tuple.of(system, metric, moment.atOffset(ZoneOffset.UTC)))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** Keeps one: as the newest unless a newer one is there, and among those of the past. */
    public Uni<Void> store(SqlConnection tx, Projection projection) {
        Tuple row = Tuple.of(
                projection.system(),
                projection.metric(),
                projection.madeAt().atOffset(ZoneOffset.UTC),
                text(projection));
        return keepNewest(tx, projection).chain(() -> keepPast(tx, row));
    }

    private Uni<Void> keepNewest(SqlConnection tx, Projection projection) {
        Instant reached = projection.limits().isEmpty()
                ? null
                : projection.limits().getFirst().when();
        return tx.preparedQuery("""
                        INSERT INTO projection (system, metric, made_at, document, reached_at, in_ninety_days)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (system, metric) DO UPDATE
                        SET made_at = excluded.made_at, document = excluded.document, reached_at = excluded.reached_at,
                            in_ninety_days = excluded.in_ninety_days
                        WHERE projection.made_at <= excluded.made_at
                        """)
                .execute(Tuple.of(
                        projection.system(),
                        projection.metric(),
                        projection.madeAt().atOffset(ZoneOffset.UTC),
                        text(projection),
                        reached == null ? null : reached.atOffset(ZoneOffset.UTC),
                        projection
                                .inDays(DAYS_TOLD)
                                .map(ProjectedValue::expected)
                                .orElse(null)))
                .replaceWithVoid();
    }

    private Uni<Void> keepPast(SqlConnection tx, Tuple row) {
        return tx.preparedQuery("""
                        INSERT INTO past_projection (system, metric, made_at, document) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (system, metric, made_at) DO NOTHING
                        """).execute(row).replaceWithVoid();
    }

    /** Forgets what was foreseen before a moment, and how many that were; the newest of each series stays. */
    public Uni<Integer> forget(Instant madeBefore) {
        return pool.preparedQuery("DELETE FROM past_projection WHERE made_at < $1")
                .execute(Tuple.of(madeBefore.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount());
    }

    private List<Projection> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> parse(row.getString("document")))
                .toList();
    }

    private String text(Projection projection) {
        try {
            return json.writeValueAsString(projection);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write the projection of " + projection.metric(), e);
        }
    }

    private Projection parse(String document) {
        try {
            return json.readValue(document, Projection.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored projection cannot be read", e);
        }
    }
}
