package io.belastbar.budget.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.change.ChangePoint.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The change points of all series. */
@ApplicationScoped
class ChangeRepository {

    private static final String SELECT = """
            SELECT c.change_id, c.sequence, s.system, s.subject_kind, s.service, s.subject, s.metric, s.scenario, s.branch,
                   s.testbed, c.kind, c.at, c.state, c.worse, c.explanation::text AS explanation, c.detected_at,
                   c.confirmation_run, c.decided_by, c.decided_at, c.reason
              FROM change_point c JOIN series s USING (series_id)
            """;
    private static final String OF_SERIES = """
            (SELECT series_id FROM series
              WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                AND scenario = $6 AND branch = $7 AND testbed = $8)""";

    private final Pool pool;
    private final ObjectMapper json;

    ChangeRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    Uni<List<Change>> of(SeriesKey key) {
        return pool.preparedQuery(SELECT + " WHERE c.series_id = " + OF_SERIES + " ORDER BY c.at, c.sequence")
                .execute(series(key))
                .map(this::all);
    }

    /** The newest first, those before {@code sequence}. */
    Uni<List<Change>> before(String system, long sequence, int limit) {
        return pool.preparedQuery(SELECT + """
                         WHERE c.system = $1 AND c.sequence < $2 AND c.state <> 'FADED'
                         ORDER BY c.sequence DESC LIMIT $3""")
                .execute(Tuple.of(system, sequence, limit))
                .map(this::all);
    }

    Uni<Optional<Change>> find(UUID changeId) {
        return pool.preparedQuery(SELECT + " WHERE c.change_id = $1")
                .execute(Tuple.of(changeId))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** False if the same change is there already: looked at by another replica whose lease had run out. */
    Uni<Boolean> insert(SqlConnection transaction, Change change) {
        return transaction
                .preparedQuery("""
                        INSERT INTO change_point (series_id, system, change_id, kind, at, state, worse, explanation, detected_at)
                        SELECT this.series_id, $1, $9, $10, $11, $12, $13, $14::text::jsonb, $15
                          FROM %s AS this
                         WHERE NOT EXISTS (
                               SELECT FROM change_point c
                                WHERE c.series_id = this.series_id AND c.kind = $10 AND c.at = $11
                                  AND c.state IN ('SUSPECTED', 'CERTAIN'))""".formatted(OF_SERIES))
                .execute(series(change.series())
                        .addUUID(UUID.fromString(change.changeId()))
                        .addString(change.kind().name())
                        .addOffsetDateTime(change.at().atOffset(ZoneOffset.UTC))
                        .addString(change.state().name())
                        .addBoolean(change.worse())
                        .addString(write(change.explanation()))
                        .addOffsetDateTime(change.detectedAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Writes what a look found of a suspicion, also of one that had faded; false if it is neither any more. */
    Uni<Boolean> update(SqlConnection transaction, Change change) {
        return transaction
                .preparedQuery("""
                        UPDATE change_point SET at = $2, state = $3, worse = $4, explanation = $5::text::jsonb
                         WHERE change_id = $1 AND state IN ('SUSPECTED', 'FADED')""")
                .execute(Tuple.of(
                        UUID.fromString(change.changeId()),
                        change.at().atOffset(ZoneOffset.UTC),
                        change.state().name(),
                        change.worse(),
                        write(change.explanation())))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> fade(String changeId) {
        return pool.preparedQuery(
                        "UPDATE change_point SET state = 'FADED' WHERE change_id = $1 AND state = 'SUSPECTED'")
                .execute(Tuple.of(UUID.fromString(changeId)))
                .replaceWithVoid();
    }

    /** Notes the confirmation run; false if one was ordered already. */
    Uni<Boolean> orderConfirmation(String changeId, String run) {
        return pool.preparedQuery("""
                        UPDATE change_point SET confirmation_run = $2
                         WHERE change_id = $1 AND confirmation_run IS NULL""")
                .execute(Tuple.of(UUID.fromString(changeId), run))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whether another change of the same series is known to begin at this moment. */
    Uni<Boolean> isTaken(SqlConnection transaction, String changeId, Instant at) {
        return transaction
                .preparedQuery("""
                        SELECT EXISTS (
                            SELECT FROM change_point this JOIN change_point other USING (series_id, kind)
                             WHERE this.change_id = $1 AND other.change_id <> $1 AND other.at = $2
                               AND other.state NOT IN ('FADED', 'REJECTED'))""")
                .execute(Tuple.of(UUID.fromString(changeId), at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Writes a person's decision. */
    Uni<Void> decide(
            SqlConnection transaction, String changeId, ChangeState state, Instant at, String by, String reason) {
        return transaction
                .preparedQuery("""
                        UPDATE change_point
                           SET state = $2, at = $3, decided_by = $4, decided_at = now(), reason = $5
                         WHERE change_id = $1""")
                .execute(Tuple.of(UUID.fromString(changeId), state.name(), at.atOffset(ZoneOffset.UTC), by, reason))
                .replaceWithVoid();
    }

    /** How many changes of a system a person has rejected, and how many judged at all. */
    Uni<FeedbackCount> feedback(SqlClient client, String system) {
        return client.preparedQuery("""
                        SELECT count(*) FILTER (WHERE state = 'REJECTED') AS rejected,
                               count(*) FILTER (WHERE state IN ('ACCEPTED', 'REJECTED', 'MOVED')) AS judged,
                               count(*) FILTER (WHERE state IN ('SUSPECTED', 'CERTAIN')) AS open
                          FROM change_point WHERE system = $1""")
                .execute(Tuple.of(system))
                .map(rows -> rows.iterator().next())
                .map(row -> new FeedbackCount(row.getLong(0), row.getLong(1), row.getLong(2)));
    }

    record FeedbackCount(long rejected, long judged, long open) {}

    private static Tuple series(SeriesKey key) {
        return SeriesRepository.series(key);
    }

    private List<Change> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::change).toList();
    }

    private Change change(Row row) {
        var decided = row.getOffsetDateTime("decided_at");
        return new Change(
                row.getUUID("change_id").toString(),
                row.getLong("sequence"),
                SeriesRepository.key(row),
                Kind.valueOf(row.getString("kind")),
                row.getOffsetDateTime("at").toInstant(),
                ChangeState.valueOf(row.getString("state")),
                row.getBoolean("worse"),
                read(row.getString("explanation")),
                row.getOffsetDateTime("detected_at").toInstant(),
                row.getString("confirmation_run"),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("reason"));
    }

    private String write(Explanation explanation) {
        try {
            return json.writeValueAsString(explanation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an explanation of records is always JSON", e);
        }
    }

    private Explanation read(String text) {
        try {
            return json.readValue(text, Explanation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored explanation is not one", e);
        }
    }
}
