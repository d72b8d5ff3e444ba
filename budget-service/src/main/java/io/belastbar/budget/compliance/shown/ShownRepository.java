package io.belastbar.budget.compliance.shown;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.run.EvaluationReport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What runs showed of promises. */
@ApplicationScoped
public class ShownRepository {

    private final Pool pool;
    private final ObjectMapper json;

    ShownRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * The newest word of a run on each promise that was given from {@code from} on and before {@code to}: one that decides, else
     * one that does not. Promises on which no run has a word are left out. Served by shown_promise_by_promise.
     */
    public Uni<ShownPromises> newest(String system, List<Objective> promises, Instant from, Instant to) {
        return pool.preparedQuery("""
                        SELECT wanted.place, newest.evaluation_id, since.at
                          FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY
                               AS wanted (subject, metric, limit_text, place),
                               LATERAL (SELECT * FROM (
                                   (SELECT * FROM shown_promise s
                                     WHERE s.system = $4 AND s.subject = wanted.subject AND s.metric = wanted.metric
                                       AND s.limit_text = wanted.limit_text AND s.verdict <> 'INCONCLUSIVE'
                                       AND s.evaluated_at >= $5 AND s.evaluated_at < $6
                                     ORDER BY sequence DESC LIMIT 1)
                                   UNION ALL
                                   (SELECT * FROM shown_promise s
                                     WHERE s.system = $4 AND s.subject = wanted.subject AND s.metric = wanted.metric
                                       AND s.limit_text = wanted.limit_text
                                       AND s.evaluated_at >= $5 AND s.evaluated_at < $6
                                     ORDER BY sequence DESC LIMIT 1)) AS either LIMIT 1) AS newest,
                               LATERAL (SELECT min(evaluated_at) AS at FROM shown_promise same
                                         WHERE same.system = $4 AND same.subject = wanted.subject
                                           AND same.metric = wanted.metric AND same.limit_text = wanted.limit_text
                                           AND same.verdict = newest.verdict AND same.evaluated_at < $6
                                           AND same.sequence <= newest.sequence
                                           AND same.sequence > coalesce((
                                               SELECT max(other.sequence) FROM shown_promise other
                                                WHERE other.system = $4 AND other.subject = wanted.subject
                                                  AND other.metric = wanted.metric
                                                  AND other.limit_text = wanted.limit_text
                                                  AND other.verdict NOT IN (newest.verdict, 'INCONCLUSIVE')
                                                  AND other.sequence < newest.sequence), 0)) AS since""")
                .execute(Tuple.from(List.of(
                        promises.stream()
                                .map(promise -> promise.subject().text())
                                .toArray(String[]::new),
                        promises.stream().map(Objective::metric).toArray(String[]::new),
                        promises.stream().map(Objective::limitText).toArray(String[]::new),
                        system,
                        from.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC))))
                .chain(rows -> withReports(promises, rows));
    }

    private Uni<ShownPromises> withReports(List<Objective> promises, RowSet<Row> rows) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("evaluation_id")));
        return pool.preparedQuery("SELECT evaluation_id, report::text FROM evaluation WHERE evaluation_id = ANY ($1)")
                .execute(Tuple.of(ids.stream().distinct().toArray(UUID[]::new)))
                .map(found -> {
                    var reports = new HashMap<UUID, EvaluationReport>();
                    found.forEach(row -> reports.put(row.getUUID(0), read(row.getString(1))));
                    return shown(promises, rows, reports);
                });
    }

    private static ShownPromises shown(
            List<Objective> promises, RowSet<Row> rows, Map<UUID, EvaluationReport> reports) {
        var shown = new HashMap<Objective, ShownPromises.Shown>();
        rows.forEach(row -> {
            var report = reports.get(row.getUUID("evaluation_id"));
            if (report != null) {
                shown.put(
                        promises.get((int) (row.getLong("place") - 1)),
                        new ShownPromises.Shown(
                                report, row.getOffsetDateTime("at").toInstant()));
            }
        });
        return new ShownPromises(shown);
    }

    private EvaluationReport read(String report) {
        try {
            return json.readValue(report, EvaluationReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored report is not one", e);
        }
    }
}
