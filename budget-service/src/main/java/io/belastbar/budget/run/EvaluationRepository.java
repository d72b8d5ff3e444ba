package io.belastbar.budget.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
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

/** Evaluations that were made. They never change. */
@ApplicationScoped
public class EvaluationRepository {

    private final Pool pool;
    private final ObjectMapper json;

    EvaluationRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    public Uni<Void> insert(SqlConnection transaction, EvaluationReport report) {
        return transaction
                .preparedQuery("""
                        INSERT INTO evaluation (evaluation_id, run_id, system, scenario, budget_version, run_verdict,
                               verdict, passed, warned, failed, inconclusive, no_data, evaluated_at, report, branch,
                               testbed, reevaluation_of, as_of)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::timestamptz,
                               $14::text::jsonb, $15, $16, $17, $18::text::timestamptz)""")
                .execute(Tuple.from(new Object[] {
                    UUID.fromString(report.evaluationId()),
                    report.runId(),
                    report.system(),
                    report.scenario(),
                    report.budgetVersion(),
                    report.runVerdict().name(),
                    report.verdict().name(),
                    report.count(ObjectiveVerdict.PASS),
                    report.count(ObjectiveVerdict.WARN),
                    report.count(ObjectiveVerdict.FAIL),
                    report.count(ObjectiveVerdict.INCONCLUSIVE),
                    report.count(ObjectiveVerdict.NO_DATA),
                    report.evaluatedAt().toString(),
                    json(report),
                    report.branch(),
                    report.testbed(),
                    report.reevaluationOf() == null ? null : UUID.fromString(report.reevaluationOf()),
                    report.asOf() == null ? null : report.asOf().toString()
                }))
                .replaceWithVoid();
    }

    Uni<Optional<EvaluationReport>> byId(UUID evaluationId) {
        return pool.preparedQuery("SELECT report::text FROM evaluation WHERE evaluation_id = $1")
                .execute(Tuple.of(evaluationId))
                .map(this::report);
    }

    /** A run's own evaluation. */
    public Uni<Optional<EvaluationReport>> byRun(String runId) {
        return pool.preparedQuery("SELECT report::text FROM evaluation WHERE run_id = $1 AND reevaluation_of IS NULL")
                .execute(Tuple.of(runId))
                .map(this::report);
    }

    /** The newest evaluation of a run against a version of the budget. */
    public Uni<Optional<EvaluationReport>> byRun(String runId, int budgetVersion) {
        return pool.preparedQuery("""
                        SELECT report::text FROM evaluation WHERE run_id = $1 AND budget_version = $2
                         ORDER BY sequence DESC LIMIT 1""").execute(Tuple.of(runId, budgetVersion)).map(this::report);
    }

    /**
     * The newest of main's that were made from {@code from} on and before {@code to}, with all that they hold, newest first;
     * none that somebody asked for, which may be of an old run.
     */
    public Uni<List<EvaluationReport>> newest(String system, Instant from, Instant to, int limit) {
        return pool.preparedQuery("""
                        SELECT report::text FROM evaluation
                         WHERE system = $1 AND branch = 'main' AND as_of IS NULL AND evaluated_at >= $2 AND evaluated_at < $3
                         ORDER BY sequence DESC LIMIT $4""")
                .execute(Tuple.of(system, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(row.getString(0)))
                        .toList());
    }

    /** Each run's own, the newest first, those before {@code sequence}. */
    Uni<List<EvaluationSummary>> before(String system, long sequence, int limit) {
        return summaries("WHERE system = $1 AND reevaluation_of IS NULL", system, sequence, limit);
    }

    /** Every evaluation of a run, the newest first, those before {@code sequence}. */
    Uni<List<EvaluationSummary>> ofRun(String runId, long sequence, int limit) {
        return summaries("WHERE run_id = $1", runId, sequence, limit);
    }

    private Uni<List<EvaluationSummary>> summaries(String condition, String wanted, long sequence, int limit) {
        return pool.preparedQuery("""
                        SELECT evaluation_id, sequence, run_id, system, scenario, branch, testbed, budget_version, run_verdict, verdict,
                               passed, warned, failed, inconclusive, no_data, evaluated_at, reevaluation_of
                          FROM evaluation %s AND sequence < $2 ORDER BY sequence DESC LIMIT $3""".formatted(condition))
                .execute(Tuple.of(wanted, sequence, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EvaluationRepository::summary)
                        .toList());
    }

    private Optional<EvaluationReport> report(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(read(iterator.next().getString(0))) : Optional.empty();
    }

    private static EvaluationSummary summary(Row row) {
        return new EvaluationSummary(
                row.getUUID("evaluation_id").toString(),
                row.getLong("sequence"),
                row.getString("run_id"),
                row.getString("system"),
                row.getString("scenario"),
                row.getString("branch"),
                row.getString("testbed"),
                row.getInteger("budget_version"),
                RunVerdict.valueOf(row.getString("run_verdict")),
                ObjectiveVerdict.valueOf(row.getString("verdict")),
                row.getInteger("passed"),
                row.getInteger("warned"),
                row.getInteger("failed"),
                row.getInteger("inconclusive"),
                row.getInteger("no_data"),
                row.getOffsetDateTime("evaluated_at").toInstant(),
                row.getUUID("reevaluation_of") == null
                        ? null
                        : row.getUUID("reevaluation_of").toString());
    }

    /** As it is stored and answered. */
    public String json(EvaluationReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of records is always JSON", e);
        }
    }

    private EvaluationReport read(String report) {
        try {
            return json.readValue(report, EvaluationReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored report is not one", e);
        }
    }
}
