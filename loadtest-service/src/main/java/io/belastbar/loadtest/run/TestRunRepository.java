package io.belastbar.loadtest.run;

import io.belastbar.contracts.Origin;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.loadtest.run.TestRun.RunOrders;
import io.belastbar.loadtest.run.TestRun.RunTerms;
import io.belastbar.report.Sentence;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table of runs. Every change names the state that it expects, so that it may be tried again. */
@ApplicationScoped
public class TestRunRepository {

    private final Pool pool;

    TestRunRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds a queued run. */
    public Uni<Void> insert(SqlConnection transaction, TestRun run) {
        return transaction
                .preparedQuery("""
                        INSERT INTO test_run (id, system, scenario, scenario_version, target, state,
                                              requested_at, requested_by, planned_duration_ms, max_virtual_users,
                                              parallel, budget, labels, not_after)
                        VALUES ($1, $2, $3, $4, $5, 'QUEUED', $6, $7, $8, $9, $10, $11, $12, $13)""")
                .execute(Tuple.from(List.of(
                                run.id(),
                                run.system(),
                                run.scenario(),
                                run.scenarioVersion(),
                                run.target(),
                                utc(run.requestedAt()),
                                run.requestedBy(),
                                run.plannedDurationMs(),
                                run.maxVirtualUsers(),
                                run.terms().parallel(),
                                run.terms().budget(),
                                JsonObject.mapFrom(run.terms().labels())))
                        .addOffsetDateTime(orNull(run.terms().notAfter())))
                .replaceWithVoid();
    }

    /** Adds a run that has taken place elsewhere; the transaction must finish it. It stands in no other run's way. */
    public Uni<Void> insertImported(SqlConnection transaction, TestRun run) {
        return transaction
                .preparedQuery("""
                        INSERT INTO test_run (id, system, scenario, target, state, started_at, requested_at,
                                              requested_by, planned_duration_ms, max_virtual_users, parallel)
                        VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6, $7, $8, $9, true)""")
                .execute(Tuple.from(List.of(
                        run.id(),
                        run.system(),
                        run.scenario(),
                        run.target(),
                        utc(run.startedAt()),
                        utc(run.requestedAt()),
                        run.requestedBy(),
                        run.plannedDurationMs(),
                        run.maxVirtualUsers())))
                .replaceWithVoid();
    }

    public Uni<Optional<TestRun>> find(UUID id) {
        return pool.preparedQuery("SELECT * FROM test_run WHERE id = $1")
                .execute(Tuple.of(id))
                .map(TestRunRepository::first);
    }

    /** Like {@link #find}, and nobody else changes it before the transaction ends. */
    public Uni<Optional<TestRun>> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("SELECT * FROM test_run WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .map(TestRunRepository::first);
    }

    /**
     * Newest first, those that come after the given sort key.
     *
     * @param scenario null: of every scenario
     */
    public Uni<List<TestRun>> list(
            String system, String scenario, Kind kind, Instant before, UUID beforeId, int limit) {
        return pool.preparedQuery("SELECT * FROM test_run WHERE " + Kind.CONDITION + """
                          AND system = $4 AND ($5::text IS NULL OR scenario = $5) AND (requested_at, id) < ($6, $7)
                        ORDER BY requested_at DESC, id DESC LIMIT $8""")
                .execute(kind.parameters()
                        .addString(system)
                        .addString(scenario)
                        .addOffsetDateTime(utc(before))
                        .addUUID(beforeId)
                        .addInteger(limit))
                .map(TestRunRepository::all);
    }

    /**
     * Which runs are wanted.
     *
     * @param labels that they must have; none: any
     * @param branch whose they must be; null: any
     * @param testbed on which they must have run; null: any
     */
    public record Kind(Map<String, String> labels, String branch, String testbed) {
        public static final Kind ANY = new Kind(Map.of(), null, null);

        private static final String CONDITION = """
                labels @> $1 AND ($2::text[] IS NULL OR coalesce(nullif(labels->>'branch', ''), 'main') = ANY ($2))
                AND ($3::text IS NULL OR coalesce(nullif(labels->>'testbed', ''), 'default') = $3)
                """;

        private Tuple parameters() {
            return Tuple.tuple()
                    .addJsonObject(JsonObject.mapFrom(labels))
                    .addArrayOfString(
                            branch == null ? null : Origin.namesOf(branch).toArray(String[]::new))
                    .addString(testbed);
        }
    }

    /**
     * Runs of the same scenario that were requested before this one and whose numbers count, newest first. Of another branch
     * than its own, those that were requested later too.
     */
    public Uni<List<TestRun>> before(TestRun run, Kind kind, int limit) {
        boolean other = kind.branch() != null
                && !Origin.branchNamed(kind.branch())
                        .equals(Origin.of(run.terms().labels()).branch());
        return pool.preparedQuery("SELECT * FROM test_run WHERE " + Kind.CONDITION + """
                          AND system = $4 AND scenario = $5 AND ($6 OR (requested_at, id) < ($7, $8)) AND id <> $8
                          AND state = 'FINISHED' AND verdict IN ('PASSED', 'FAILED')
                        ORDER BY requested_at DESC, id DESC LIMIT $9""")
                .execute(kind.parameters()
                        .addString(run.system())
                        .addString(run.scenario())
                        .addBoolean(other)
                        .addOffsetDateTime(utc(run.requestedAt()))
                        .addUUID(run.id())
                        .addInteger(limit))
                .map(TestRunRepository::all);
    }

    public Uni<Void> start(SqlConnection transaction, UUID id, String instance, Instant at) {
        return transaction
                .preparedQuery("""
                        UPDATE test_run SET state = 'RUNNING', started_at = $3, heartbeat_at = $3, instance = $2
                        WHERE id = $1 AND state = 'QUEUED'""")
                .execute(Tuple.of(id, instance, utc(at)))
                .replaceWithVoid();
    }

    /** Says that the run is alive and since when its load runs, and answers what people want of it; {@link RunOrders#GONE} if it does not run. */
    public Uni<RunOrders> heartbeat(UUID id, Instant at, Instant startedAt) {
        return pool.preparedQuery("""
                        UPDATE test_run SET heartbeat_at = $2, started_at = $3 WHERE id = $1 AND state = 'RUNNING'
                        RETURNING cancel_requested_by, wanted_users, wanted_rate, wanted_number, not_after""")
                .execute(Tuple.of(id, utc(at), utc(startedAt)))
                .map(rows -> rows.size() == 0
                        ? RunOrders.GONE
                        : orders(rows.iterator().next()));
    }

    private static RunOrders orders(Row row) {
        Integer users = row.getInteger("wanted_users");
        Double rate = row.getDouble("wanted_rate");
        LoadChange change = null;
        if (users != null) {
            change = new LoadChange.Users(users);
        } else if (rate != null) {
            change = new LoadChange.Rate(rate);
        }
        return new RunOrders(
                row.getString("cancel_requested_by"),
                change,
                row.getInteger("wanted_number"),
                instant(row, "not_after"));
    }

    /**
     * False if the run is not running.
     *
     * @param notAfter the run ends then, unless it ends earlier; null: as it was
     */
    public Uni<Boolean> requestChange(SqlConnection transaction, UUID id, LoadChange change, Instant notAfter) {
        Integer users = change instanceof LoadChange.Users(int wanted) ? wanted : null;
        Double rate = change instanceof LoadChange.Rate(double wanted) ? wanted : null;
        return transaction
                .preparedQuery("""
                        UPDATE test_run SET wanted_users = $2, wanted_rate = $3, wanted_number = wanted_number + 1,
                               not_after = least(not_after, $4)
                        WHERE id = $1 AND state = 'RUNNING'""")
                .execute(Tuple.of(id, users, rate, orNull(notAfter)))
                .map(rows -> rows.rowCount() == 1);
    }

    public Uni<Void> requestCancel(SqlConnection transaction, UUID id, String by) {
        return transaction.preparedQuery("""
                        UPDATE test_run SET cancel_requested_by = coalesce(cancel_requested_by, $2)
                        WHERE id = $1 AND state = 'RUNNING'""").execute(Tuple.of(id, by)).replaceWithVoid();
    }

    /** {@code startedAt} null: as it stands. False if the run has finished before. */
    public Uni<Boolean> finish(SqlConnection transaction, UUID id, Instant startedAt, RunOutcome outcome) {
        return transaction
                .preparedQuery("""
                        UPDATE test_run SET state = 'FINISHED', finished_at = $2, verdict = $3,
                               reasons = $4, lateness_p99_ms = $5, refused = $6,
                               started_at = coalesce($7, started_at)
                        WHERE id = $1 AND state <> 'FINISHED'""")
                .execute(Tuple.of(
                                id,
                                utc(outcome.finishedAt()),
                                outcome.judgement().verdict().name(),
                                new JsonArray(write(outcome.judgement().reasons())),
                                outcome.latenessP99Ms(),
                                outcome.refused())
                        .addOffsetDateTime(orNull(startedAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Optional<TestRun> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<TestRun> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(TestRunRepository::run)
                .toList();
    }

    private static TestRun run(Row row) {
        return new TestRun(
                row.getUUID("id"),
                row.getString("system"),
                row.getString("scenario"),
                Objects.requireNonNullElse(row.getInteger("scenario_version"), TestRun.IMPORTED),
                row.getString("target"),
                state(row),
                new RunTerms(
                        row.getBoolean("parallel"),
                        row.getBoolean("budget"),
                        labels(row.getJsonObject("labels")),
                        instant(row, "not_after")),
                instant(row, "requested_at"),
                row.getString("requested_by"),
                row.getLong("planned_duration_ms"),
                row.getInteger("max_virtual_users"),
                row.getString("cancel_requested_by"),
                row.getDouble("lateness_p99_ms"));
    }

    private static Map<String, String> labels(JsonObject stored) {
        Map<String, String> labels = new TreeMap<>();
        stored.forEach(label -> labels.put(label.getKey(), String.valueOf(label.getValue())));
        return labels;
    }

    private static RunState state(Row row) {
        return switch (row.getString("state")) {
            case "QUEUED" -> new RunState.Queued();
            case "RUNNING" -> new RunState.Running(instant(row, "started_at"));
            default ->
                new RunState.Finished(
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        new RunJudgement(
                                RunVerdict.valueOf(row.getString("verdict")),
                                row.getJsonArray("reasons").stream()
                                        .map(TestRunRepository::sentence)
                                        .toList()),
                        row.getBoolean("refused"));
        };
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime orNull(Instant instant) {
        return instant == null ? null : utc(instant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** In both languages; older runs have them in English only. */
    private static List<Map<String, String>> write(List<Sentence> reasons) {
        return reasons.stream()
                .map(reason -> Map.of("english", reason.english(), "german", reason.german()))
                .toList();
    }

    private static Sentence sentence(Object stored) {
        return stored instanceof JsonObject texts
                ? new Sentence(texts.getString("english"), texts.getString("german"))
                : Sentence.verbatim(String.valueOf(stored));
    }
}
