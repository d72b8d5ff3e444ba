package io.belastbar.loadtest.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.loadtest.run.Unstored.EncodedSecond;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What runs measured: seconds while they run, totals when they have ended. */
@ApplicationScoped
public class RunResultRepository {

    private final Pool pool;
    private final ObjectMapper json;

    RunResultRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
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

    /** Adds seconds; those that are there already stay. */
    public Uni<Void> append(SqlConnection transaction, UUID runId, List<EncodedSecond> seconds) {
        if (seconds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Integer[] numbers = seconds.stream().map(EncodedSecond::second).toArray(Integer[]::new);
        Buffer[] data =
                seconds.stream().map(second -> Buffer.buffer(second.data())).toArray(Buffer[]::new);
        return transaction
                .preparedQuery("""
                        INSERT INTO run_second (run_id, second, data)
                        SELECT $1, second, data FROM unnest($2::int[], $3::bytea[]) AS s (second, data)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(runId, numbers, data))
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
                .chain(() -> insert(transaction, runId, outcome.totals()));
    }

    private Uni<Void> insert(SqlConnection transaction, UUID runId, Map<CellKey, Cell> totals) {
        if (totals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = new ArrayList<>();
        totals.forEach((key, cell) -> rows.add(Tuple.of(
                runId, (short) key.step(), (short) key.tenant(), Buffer.buffer(SecondCodec.encodeCell(cell)))));
        return transaction.preparedQuery("""
                        INSERT INTO run_cell (run_id, step, tenant, cell) VALUES ($1, $2, $3, $4)
                        ON CONFLICT DO NOTHING""").executeBatch(rows).replaceWithVoid();
    }

    /** What is stored of a run; empty if it never measured anything. */
    public Uni<Optional<RunResult>> find(TestRun run) {
        return row(run).chain(row ->
                row.isEmpty() ? Uni.createFrom().item(Optional.empty()) : parts(run, row.get(), seconds(run.id())));
    }

    /** The same without its seconds. */
    public Uni<Optional<RunResult>> totals(TestRun run) {
        Uni<SecondSeries> none = Uni.createFrom().item(SecondSeries.of(List.of()));
        return row(run).chain(
                        row -> row.isEmpty() ? Uni.createFrom().item(Optional.empty()) : parts(run, row.get(), none));
    }

    private Uni<Optional<Row>> row(TestRun run) {
        return pool.preparedQuery("""
                        SELECT steps::text, tenants::text, provenance::text, generator::text, offered_for_ms,
                               failures::text
                        FROM run_result WHERE run_id = $1""").execute(Tuple.of(run.id())).map(rows -> stream(rows, row -> row).stream()
                .findFirst());
    }

    private Uni<Optional<RunResult>> parts(TestRun run, Row row, Uni<SecondSeries> seconds) {
        return Uni.combine()
                .all()
                .unis(seconds, cells(run.id()))
                .with((series, totals) -> Optional.of(result(run, row, series, totals)));
    }

    public Uni<SecondSeries> seconds(UUID runId) {
        return pool.preparedQuery("SELECT data FROM run_second WHERE run_id = $1 ORDER BY second")
                .execute(Tuple.of(runId))
                .map(rows -> SecondSeries.ofEncoded(
                        stream(rows, row -> row.getBuffer(0).getBytes())));
    }

    private Uni<Map<CellKey, Cell>> cells(UUID runId) {
        return pool.preparedQuery("SELECT step, tenant, cell FROM run_cell WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> {
                    Map<CellKey, Cell> cells = new TreeMap<>();
                    rows.forEach(row -> cells.put(
                            new CellKey(row.getShort(0), row.getShort(1)),
                            SecondCodec.decodeCell(row.getBuffer(2).getBytes())));
                    return cells;
                });
    }

    private RunResult result(TestRun run, Row row, SecondSeries seconds, Map<CellKey, Cell> stored) {
        Long offered = row.getLong(4);
        Map<CellKey, Cell> totals = stored.isEmpty() ? seconds.totals() : stored;
        RunIdentity identity =
                run.identity(offered == null ? Duration.ofSeconds(seconds.size()) : Duration.ofMillis(offered));
        String generator = row.getString(3);
        return new RunResult(
                identity,
                read(row.getString(2), new TypeReference<Provenance>() {}),
                read(row.getString(0), new TypeReference<List<StepInfo>>() {}),
                read(row.getString(1), new TypeReference<List<String>>() {}),
                seconds,
                totals,
                generator == null ? GeneratorReport.UNKNOWN : read(generator, new TypeReference<GeneratorReport>() {}),
                failures(row.getString(5)));
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
                row.getString(3) == null ? null : read(row.getString(3), new TypeReference<JsonNode>() {}));
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
