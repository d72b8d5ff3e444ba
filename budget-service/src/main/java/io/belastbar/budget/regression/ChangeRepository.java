package io.belastbar.budget.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesKey;
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

/** The change points of all series, and how far the series were looked at. */
@ApplicationScoped
class ChangeRepository {

    private static final String COLUMNS = """
            change_id, sequence, system, subject_kind, service, subject, metric, scenario, at, state, worse,
            explanation::text AS explanation, detected_at, confirmation_run, decided_by, decided_at, reason""";
    private static final int KEYS_MAX = 200;

    private final Pool pool;
    private final ObjectMapper json;

    ChangeRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The series that got values since the last look, and how far that is. */
    record NewValues(long upTo, List<SeriesKey> series) {}

    /** A short overlap catches values that a transaction committed after those with later numbers. */
    Uni<NewValues> newValues() {
        return pool.query("""
                        WITH looked AS (SELECT point_id FROM regression_look),
                             newest AS (SELECT coalesce(max(point_id), 0) AS point_id FROM series_point)
                        SELECT newest.point_id AS up_to, p.*
                          FROM newest CROSS JOIN looked LEFT JOIN LATERAL (
                               SELECT DISTINCT system, subject_kind, service, subject, metric, scenario, branch, testbed
                                 FROM series_point JOIN series USING (series_id)
                                WHERE newest.point_id > looked.point_id AND branch = 'main'
                                  AND point_id > looked.point_id - 100 AND point_id <= newest.point_id
                                LIMIT\s""" + KEYS_MAX + ") AS p ON true").execute().map(rows -> {
            var series = StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> row.getString("system") != null)
                    .map(row -> key(row, row.getString("testbed")))
                    .toList();
            return new NewValues(rows.size() == 0 ? 0 : rows.iterator().next().getLong("up_to"), series);
        });
    }

    Uni<Void> lookedUpTo(long pointId) {
        return pool.preparedQuery("UPDATE regression_look SET point_id = greatest(point_id, $1)")
                .execute(Tuple.of(pointId))
                .replaceWithVoid();
    }

    Uni<List<Change>> of(SeriesKey key) {
        return pool.preparedQuery("SELECT " + COLUMNS + """
                         FROM change_point
                        WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                          AND scenario = $6
                        ORDER BY at""")
                .execute(series(key))
                .map(this::all);
    }

    /** The newest first, those before {@code sequence}. */
    Uni<List<Change>> before(String system, long sequence, int limit) {
        return pool.preparedQuery("SELECT " + COLUMNS + """
                         FROM change_point
                        WHERE system = $1 AND sequence < $2 AND state <> 'FADED'
                        ORDER BY sequence DESC LIMIT $3""")
                .execute(Tuple.of(system, sequence, limit))
                .map(this::all);
    }

    Uni<Optional<Change>> find(UUID changeId) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM change_point WHERE change_id = $1")
                .execute(Tuple.of(changeId))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** False if the place is known already. */
    Uni<Boolean> insert(SqlConnection transaction, Change change) {
        return transaction
                .preparedQuery("""
                        INSERT INTO change_point (system, subject_kind, service, subject, metric, scenario,
                               change_id, at, state, worse, explanation, detected_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12)
                            ON CONFLICT DO NOTHING""")
                .execute(series(change.series())
                        .addUUID(UUID.fromString(change.changeId()))
                        .addOffsetDateTime(change.at().atOffset(ZoneOffset.UTC))
                        .addString(change.state().name())
                        .addBoolean(change.worse())
                        .addString(write(change.explanation()))
                        .addOffsetDateTime(change.detectedAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Writes what a look found of an open change; false if it is not open any more. */
    Uni<Boolean> update(SqlConnection transaction, Change change) {
        return transaction
                .preparedQuery("""
                        UPDATE change_point SET at = $2, state = $3, worse = $4, explanation = $5::text::jsonb
                         WHERE change_id = $1 AND state = 'SUSPECTED'""")
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
        return Tuple.of(
                key.system(),
                key.subject().kind().name(),
                key.subject().service() == null ? "" : key.subject().service(),
                key.subject().name(),
                key.metric(),
                key.scenario());
    }

    private List<Change> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::change).toList();
    }

    private Change change(Row row) {
        var decided = row.getOffsetDateTime("decided_at");
        return new Change(
                row.getUUID("change_id").toString(),
                row.getLong("sequence"),
                key(row, SeriesKey.DEFAULT_TESTBED),
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

    private static SeriesKey key(Row row, String testbed) {
        var service = row.getString("service");
        return new SeriesKey(
                row.getString("system"),
                new Subject(
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        service.isEmpty() ? null : service,
                        row.getString("subject")),
                row.getString("metric"),
                row.getString("scenario"),
                SeriesKey.MAIN,
                testbed);
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
