package io.belastbar.chaos.gameday.store;

import io.belastbar.chaos.gameday.machine.Course;
import io.belastbar.chaos.gameday.machine.Outcome;
import io.belastbar.chaos.gameday.store.GameDay.Abort;
import io.belastbar.chaos.gameday.store.GameDay.Script;
import io.belastbar.web.document.UnderstoodJson;
import io.belastbar.web.problem.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Game days and how far they have come. */
@ApplicationScoped
public class GameDayRepository {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;

    GameDayRepository(Pool pool) {
        this.pool = pool;
    }

    /** Fails with a {@link Conflict} while the system has one that is not over. */
    public Uni<Void> insert(SqlConnection transaction, GameDay day) {
        Script script = day.script();
        return transaction
                .preparedQuery("""
                        INSERT INTO game_day (id, system, runbook, runbook_version, runbook_sha256, variables, time_scale,
                                              unattended, started_by, planned_at, state, course)
                        VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11, $12::text::jsonb)""")
                .execute(Tuple.from(new Object[] {
                    day.id(),
                    day.system(),
                    script.runbook(),
                    script.version(),
                    script.sha256(),
                    new JsonObject(new HashMap<String, Object>(script.variables())).encode(),
                    script.timeScale(),
                    script.unattended(),
                    day.startedBy(),
                    utc(day.plannedAt()),
                    day.course().phase().name(),
                    UnderstoodJson.PLAIN.write(day.course())
                }))
                .replaceWithVoid()
                .onFailure(GameDayRepository::isUniqueViolation)
                .transform(taken -> new Conflict("system " + day.system() + " has a game day under way"));
    }

    /** Begins a new term: whoever ran it before can store nothing any more. Empty if it is over, or unknown. */
    public Uni<Optional<GameDay>> takeUp(UUID id) {
        return pool.preparedQuery("UPDATE game_day SET term = term + 1 WHERE id = $1 AND state <> 'ENDED'"
                        + " RETURNING *, course::text AS course_text, variables::text AS variables_text")
                .execute(Tuple.of(id))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** Stores how far it has come; fails with {@link TakenOver} if somebody else has taken it up. */
    public Uni<Void> move(SqlConnection transaction, GameDay day) {
        Course course = day.course();
        return transaction
                .preparedQuery("""
                        UPDATE game_day SET state = $2, course = $3::text::jsonb, started_at = $4, finished_at = $5,
                               outcome = $6, reason = $7, loads = $8
                         WHERE id = $1 AND term = $9""")
                .execute(Tuple.from(new Object[] {
                    day.id(),
                    course.phase().name(),
                    UnderstoodJson.PLAIN.write(course),
                    day.startedAt().map(GameDayRepository::utc).orElse(null),
                    day.finishedAt().map(GameDayRepository::utc).orElse(null),
                    course.outcome().map(Outcome::name).orElse(null),
                    course.verdict().reason().isEmpty()
                            ? null
                            : course.verdict().reason(),
                    day.loads().toArray(String[]::new),
                    day.term()
                }))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new TakenOver(day.id());
                    }
                })
                .replaceWithVoid();
    }

    /** Says that somebody wants it to end; the first one counts. */
    public Uni<Void> abort(SqlConnection transaction, UUID id, Abort abort) {
        return transaction
                .preparedQuery("UPDATE game_day SET abort_by = $2, abort_reason = $3"
                        + " WHERE id = $1 AND abort_by IS NULL AND state <> 'ENDED'")
                .execute(Tuple.of(id, abort.by(), abort.reason()))
                .replaceWithVoid();
    }

    public Uni<Optional<GameDay>> find(UUID id) {
        return pool.preparedQuery("SELECT *, course::text AS course_text, variables::text AS variables_text"
                        + " FROM game_day WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** Newest first, those before a time. */
    public Uni<List<GameDay>> list(String system, Instant before, UUID beforeId, int limit) {
        return pool.preparedQuery("""
                        SELECT *, course::text AS course_text, variables::text AS variables_text FROM game_day
                         WHERE system = $1 AND (planned_at, id) < ($2, $3)
                         ORDER BY planned_at DESC, id DESC LIMIT $4""")
                .execute(Tuple.of(system, utc(before), beforeId, limit))
                .map(GameDayRepository::all);
    }

    /** The one that is not over; empty if there is none. */
    public Uni<Optional<UUID>> underWay(String system) {
        return pool.preparedQuery("SELECT id FROM game_day WHERE system = $1 AND state <> 'ENDED'")
                .execute(Tuple.of(system))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .findFirst());
    }

    /** Those of all systems that are not over. */
    public Uni<List<UUID>> underWay() {
        return pool.query("SELECT id FROM game_day WHERE state <> 'ENDED' ORDER BY planned_at")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList());
    }

    private static List<GameDay> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(GameDayRepository::day)
                .toList();
    }

    private static GameDay day(Row row) {
        Script script = new Script(
                row.getString("runbook"),
                row.getInteger("runbook_version"),
                row.getString("runbook_sha256"),
                variables(row.getString("variables_text")),
                row.getDouble("time_scale"),
                row.getBoolean("unattended"));
        return new GameDay(
                row.getUUID("id"),
                row.getString("system"),
                script,
                row.getString("started_by"),
                row.getOffsetDateTime("planned_at").toInstant(),
                time(row, "started_at"),
                time(row, "finished_at"),
                UnderstoodJson.PLAIN
                        .read(row.getString("course_text"), Course.class)
                        .orElseThrow(() -> new IllegalStateException("the course of a game day should be read")),
                List.of(row.getArrayOfStrings("loads")),
                Optional.ofNullable(row.getString("abort_by")).map(by -> new Abort(by, row.getString("abort_reason"))),
                row.getLong("term"));
    }

    private static Map<String, String> variables(String json) {
        Map<String, String> variables = new HashMap<>();
        new JsonObject(json).forEach(field -> variables.put(field.getKey(), String.valueOf(field.getValue())));
        return variables;
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }
}
