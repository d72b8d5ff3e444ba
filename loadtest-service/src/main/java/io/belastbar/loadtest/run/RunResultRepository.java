package io.belastbar.loadtest.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.loadtest.series.CellRepository;
import io.belastbar.loadtest.series.ResultNote;
import io.belastbar.loadtest.series.SecondRepository;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What runs measured: their shape when they begin, what they say as a whole when they have ended. */
@ApplicationScoped
public class RunResultRepository {

    private final Pool pool;
    private final SecondRepository seconds;
    private final CellRepository cells;
    private final ObjectMapper json;

    RunResultRepository(Pool pool, SecondRepository seconds, CellRepository cells, ObjectMapper json) {
        this.pool = pool;
        this.seconds = seconds;
        this.cells = cells;
        this.json = json;
    }

    /** Before the first second; a shape that is there already stays. */
    public Uni<Void> begin(SqlConnection transaction, UUID runId, RunShape shape) {
        return transaction
                .preparedQuery("""
                        INSERT INTO run_result (run_id, steps, tenants, provenance, budget)
                        VALUES ($1, $2::text::jsonb, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(
                        runId,
                        write(shape.steps()),
                        write(shape.tenants()),
                        write(shape.provenance()),
                        shape.budget() == null ? null : write(shape.budget())))
                .replaceWithVoid();
    }

    /** Replaces what was stored of why requests failed; they are told from the start of the run each time. */
    public Uni<Void> failures(SqlConnection transaction, UUID runId, List<FailureCause> failures) {
        if (failures.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("UPDATE run_result SET failures = $2::text::jsonb WHERE run_id = $1")
                .execute(Tuple.of(runId, write(failures)))
                .replaceWithVoid();
    }

    /** Why requests failed; empty for a run that is older than this, or has none stored. */
    public Uni<List<FailureCause>> failures(UUID runId) {
        return pool.preparedQuery("SELECT failures::text FROM run_result WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> stream(rows, row -> failures(row.getString(0))).stream()
                        .findFirst()
                        .orElse(List.of()));
    }

    private List<FailureCause> failures(String stored) {
        return stored == null ? List.of() : read(stored, new TypeReference<List<FailureCause>>() {});
    }

    /** The totals and what the generator says of itself. */
    public Uni<Void> finish(SqlConnection transaction, UUID runId, RunOutcome outcome) {
        if (outcome.shape() == null) {
            return Uni.createFrom().voidItem();
        }
        return begin(transaction, runId, outcome.shape())
                .chain(() -> transaction
                        .preparedQuery("""
                                UPDATE run_result SET generator = $2::text::jsonb, offered_for_ms = $3,
                                       provenance = $4::text::jsonb, thresholds = $5::text::jsonb,
                                       failures = $6::text::jsonb
                                WHERE run_id = $1""")
                        .execute(Tuple.of(
                                runId,
                                write(outcome.generator()),
                                outcome.offeredFor().toMillis(),
                                write(outcome.shape().provenance()),
                                write(outcome.thresholds().stream()
                                        .map(ThresholdView::of)
                                        .toList()),
                                write(outcome.failures()))))
                .chain(() -> cells.insert(transaction, runId, outcome.totals()));
    }

    /**
     * What is stored of a run; empty if it never measured anything. Its seconds are read whenever somebody goes through
     * them, who waits for PostgreSQL.
     */
    public Uni<Optional<RunResult>> find(TestRun run) {
        return find(run, seconds.of(run.id()));
    }

    /** The same without its seconds. */
    public Uni<Optional<RunResult>> totals(TestRun run) {
        return find(run, Uni.createFrom().item(SecondSeries.of(List.of())));
    }

    /** Cells are decoded and added up off the event loop. */
    private Uni<Optional<RunResult>> find(TestRun run, Uni<SecondSeries> series) {
        return Uni.combine()
                .all()
                .unis(row(run), series, cells.of(run.id()))
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(stored -> stored.getItem1().map(row -> result(run, row, stored.getItem2(), stored.getItem3())));
    }

    private Uni<Optional<Row>> row(TestRun run) {
        return pool.preparedQuery("""
                        SELECT steps::text, tenants::text, provenance::text, generator::text, offered_for_ms,
                               failures::text, seconds_removed_at
                        FROM run_result JOIN test_run ON id = run_id WHERE run_id = $1""").execute(Tuple.of(run.id())).map(rows -> stream(rows, row -> row).stream()
                .findFirst());
    }

    /** When its seconds became too old to be kept; empty while they are. */
    public Uni<Optional<Instant>> secondsRemovedAt(UUID runId) {
        return pool.preparedQuery(
                        "SELECT seconds_removed_at FROM test_run WHERE id = $1 AND seconds_removed_at IS NOT NULL")
                .execute(Tuple.of(runId))
                .map(rows -> stream(rows, row -> row.getOffsetDateTime(0).toInstant()).stream()
                        .findFirst());
    }

    public Uni<SecondSeries> seconds(UUID runId) {
        return seconds.of(runId);
    }

    public Uni<SecondSeries> seconds(UUID runId, int first, int last) {
        return seconds.between(runId, first, last);
    }

    private RunResult result(TestRun run, Row row, SecondSeries seconds, EncodedCells stored) {
        Long offered = row.getLong(4);
        Map<CellKey, Cell> totals = stored.isEmpty() ? seconds.totals() : stored.readable();
        RunIdentity identity =
                run.identity(offered == null ? Duration.ofSeconds(seconds.size()) : Duration.ofMillis(offered));
        String generator = row.getString(3);
        RunResult found = new RunResult(
                identity,
                read(row.getString(2), new TypeReference<Provenance>() {}),
                read(row.getString(0), new TypeReference<List<StepInfo>>() {}),
                read(row.getString(1), new TypeReference<List<String>>() {}),
                seconds,
                totals,
                generator == null ? GeneratorReport.UNKNOWN : read(generator, new TypeReference<GeneratorReport>() {}),
                failures(row.getString(5)));
        OffsetDateTime removedAt = row.getOffsetDateTime(6);
        return removedAt == null ? found : ResultNote.secondsRemoved(found, removedAt.toInstant());
    }

    /** What was found of the thresholds when the run ended. */
    public Uni<List<ThresholdView>> thresholds(UUID runId) {
        return pool.preparedQuery("SELECT thresholds::text FROM run_result WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> rows.size() == 0
                        ? List.of()
                        : read(rows.iterator().next().getString(0), new TypeReference<List<ThresholdView>>() {}));
    }

    /** The shape of a run that has begun; empty if it has none. */
    public Uni<Optional<RunShape>> shape(UUID runId) {
        return pool.preparedQuery(
                        "SELECT steps::text, tenants::text, provenance::text, budget::text FROM run_result WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> stream(rows, this::shape).stream().findFirst());
    }

    private RunShape shape(Row row) {
        return new RunShape(
                read(row.getString(0), new TypeReference<List<StepInfo>>() {}),
                read(row.getString(1), new TypeReference<List<String>>() {}),
                read(row.getString(2), new TypeReference<Provenance>() {}),
                row.getString(3) == null ? null : read(row.getString(3), new TypeReference<JsonNode>() {}),
                List.of());
    }

    private static <T> List<T> stream(RowSet<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
