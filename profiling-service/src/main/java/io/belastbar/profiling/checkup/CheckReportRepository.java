package io.belastbar.profiling.checkup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** The last report of each check of a system, so that looking at it costs the target nothing. */
@ApplicationScoped
public class CheckReportRepository {
    private final Pool pool;
    private final ObjectMapper json;

    CheckReportRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** What is registered because of a report is stored with it, or neither. */
    <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    /** The new report of a check takes the place of its older one. */
    Uni<Void> save(SqlConnection transaction, DatabaseReport report) {
        List<Tuple> rows = report.checks().stream()
                .map(check -> Tuple.of(
                        report.system(),
                        check.check(),
                        report.target(),
                        check.checkedAt().atOffset(ZoneOffset.UTC),
                        write(check)))
                .toList();
        return transaction.preparedQuery("""
                        INSERT INTO database_check (system, name, target, checked_at, document)
                        VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (system, name) DO UPDATE
                        SET target = excluded.target, checked_at = excluded.checked_at, document = excluded.document
                        WHERE database_check.checked_at <= excluded.checked_at
                        """).executeBatch(rows).replaceWithVoid();
    }

    /** Those about this target, by name; what was seen in another one that the system had before is left out. */
    public Uni<DatabaseReport> find(String system, String target) {
        return pool.preparedQuery("""
                        SELECT document FROM database_check WHERE system = $1 AND target = $2 ORDER BY name
                        """)
                .execute(Tuple.of(system, target))
                .map(rows -> new DatabaseReport(
                        system,
                        target,
                        rows.stream()
                                .map(row -> read(row.getString("document")))
                                .toList()));
    }

    private String write(CheckedReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is plain data", impossible);
        }
    }

    private CheckedReport read(String document) {
        try {
            return json.readerFor(CheckedReport.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(document);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored report cannot be read", damaged);
        }
    }
}
