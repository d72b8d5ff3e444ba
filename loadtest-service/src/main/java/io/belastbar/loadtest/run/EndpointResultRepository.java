package io.belastbar.loadtest.run;

import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.load.result.ErrorClass;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What the endpoints of finished runs showed; histograms are kept compressed. */
@ApplicationScoped
public class EndpointResultRepository {

    private final Pool pool;

    EndpointResultRepository(Pool pool) {
        this.pool = pool;
    }

    public Uni<Void> insert(SqlConnection transaction, UUID runId, List<EndpointReport> reports) {
        if (reports.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = new ArrayList<>();
        for (EndpointReport report : reports) {
            rows.add(tuple(runId, rows.size(), report));
        }
        return transaction.preparedQuery("""
                        INSERT INTO endpoint_result (run_id, position, endpoint, tag, requests, errors, skipped,
                                                     offered, achieved, response, service, histogram)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""").executeBatch(rows).replaceWithVoid();
    }

    /** In the order of the scenario. */
    public Uni<List<EndpointReport>> byRun(UUID runId) {
        return pool.preparedQuery("SELECT * FROM endpoint_result WHERE run_id = $1 ORDER BY position")
                .execute(Tuple.of(runId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EndpointResultRepository::report)
                        .toList());
    }

    private static Tuple tuple(UUID runId, int position, EndpointReport report) {
        JsonObject errors = new JsonObject();
        report.errorsByClass().forEach((error, count) -> errors.put(error.name(), count));
        EndpointResult result = report.result();
        return Tuple.from(List.of(
                runId,
                (short) position,
                result.endpoint(),
                result.tag(),
                result.requests(),
                errors,
                report.skipped(),
                result.offeredPerSecond(),
                result.achievedPerSecond(),
                json(result.responseTime()),
                json(result.serviceTime()),
                Buffer.buffer(Base64.getDecoder().decode(result.histogram()))));
    }

    private static EndpointReport report(Row row) {
        Map<ErrorClass, Long> errors = new TreeMap<>();
        JsonObject stored = row.getJsonObject("errors");
        stored.fieldNames().forEach(name -> errors.put(ErrorClass.valueOf(name), stored.getLong(name)));
        byte[] histogram = row.get(Buffer.class, "histogram").getBytes();
        EndpointResult result = new EndpointResult(
                row.getString("endpoint"),
                row.getString("tag"),
                row.getLong("requests"),
                failed(errors),
                row.getDouble("offered"),
                row.getDouble("achieved"),
                summary(row.getJsonObject("response")),
                summary(row.getJsonObject("service")),
                Base64.getEncoder().encodeToString(histogram));
        return new EndpointReport(result, errors, row.getLong("skipped"));
    }

    /** What was without an answer when the run was stopped is no failed request. */
    private static long failed(Map<ErrorClass, Long> errors) {
        return errors.entrySet().stream()
                .filter(error -> error.getKey() != ErrorClass.UNFINISHED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static JsonObject json(LatencySummary summary) {
        return new JsonObject()
                .put("meanMs", summary.meanMs())
                .put("p50Ms", summary.p50Ms())
                .put("p90Ms", summary.p90Ms())
                .put("p95Ms", summary.p95Ms())
                .put("p99Ms", summary.p99Ms())
                .put("p999Ms", summary.p999Ms())
                .put("maxMs", summary.maxMs());
    }

    private static LatencySummary summary(JsonObject json) {
        return new LatencySummary(
                json.getDouble("meanMs"),
                json.getDouble("p50Ms"),
                json.getDouble("p90Ms"),
                json.getDouble("p95Ms"),
                json.getDouble("p99Ms"),
                json.getDouble("p999Ms"),
                json.getDouble("maxMs"));
    }
}
