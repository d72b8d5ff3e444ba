package io.belastbar.capacity.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.EventData;
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
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Forecasts, each stored in one transaction with its events. */
@ApplicationScoped
public class ForecastRepository {
    private final Pool pool;
    private final OutboxRepository outbox;
    private final ObjectMapper json;

    ForecastRepository(Pool pool, OutboxRepository outbox, ObjectMapper json) {
        this.pool = pool;
        this.outbox = outbox;
        this.json = json;
    }

    Uni<Void> store(Forecast forecast, List<EventData> events) {
        return pool.withTransaction(tx -> insert(tx, forecast).chain(() -> outbox.append(tx, events)));
    }

    Uni<Optional<Forecast>> find(UUID id) {
        return pool.preparedQuery("SELECT document FROM forecast WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> list(rows).stream().findFirst());
    }

    /** Newest first, from before the given place. */
    Uni<List<Forecast>> list(String system, Instant madeBefore, UUID idBefore, int rows) {
        return pool.preparedQuery("""
                        SELECT document FROM forecast
                        WHERE system = $1 AND (made_at, id) < ($2, $3)
                        ORDER BY made_at DESC, id DESC LIMIT $4
                        """)
                .execute(Tuple.of(system, madeBefore.atOffset(ZoneOffset.UTC), idBefore, rows))
                .map(this::list);
    }

    private Uni<Void> insert(SqlConnection tx, Forecast forecast) {
        return tx.preparedQuery("""
                        INSERT INTO forecast (id, system, metric, made_at, made_by, document)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """)
                .execute(Tuple.of(
                        forecast.id(),
                        forecast.system(),
                        forecast.metric(),
                        forecast.madeAt().atOffset(ZoneOffset.UTC),
                        forecast.madeBy(),
                        text(forecast)))
                .replaceWithVoid();
    }

    private List<Forecast> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> parse(row.getString("document")))
                .toList();
    }

    private String text(Forecast forecast) {
        try {
            return json.writeValueAsString(forecast);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write forecast " + forecast.id(), e);
        }
    }

    private Forecast parse(String document) {
        try {
            return json.readValue(document, Forecast.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored forecast cannot be read", e);
        }
    }
}
