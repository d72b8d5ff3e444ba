package io.belastbar.budget.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.measurement.MeasurementBatch.PromiseOfBranch;
import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Stores measurements, all or none, and judges the promises about them. Blocks: for virtual threads. */
@ApplicationScoped
class StoreMeasurements {

    private static final Logger LOG = Logger.getLogger(StoreMeasurements.class);
    private static final int CREATED = 201;

    /** Ten thousand are more than a statement or two: 30 s on a busy machine. */
    private static final Duration MORE_FOR_A_VALUE = Duration.ofMillis(2);

    private final Pool pool;
    private final SeriesRepository series;
    private final ReadMeasuredValues evidence;
    private final AuditRepository audit;
    private final IdempotencyRepository idempotency;

    StoreMeasurements(
            Pool pool,
            SeriesRepository series,
            ReadMeasuredValues evidence,
            AuditRepository audit,
            IdempotencyRepository idempotency) {
        this.pool = pool;
        this.series = series;
        this.evidence = evidence;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    /**
     * Stores a batch once for each key of the request; the answer is a {@link MeasurementReceipt}. What the windows held
     * before is read, and everything is judged, before the transaction begins: it only writes.
     */
    StoredAnswer store(MeasurementBatch batch, Instant now, IdempotentRequest request, ObjectMapper json) {
        var end = batch.end(now);
        var known = known(batch, end);
        var judged = PostedPromise.judge(batch, known::get, end);
        var receipt = MeasurementReceipt.of(batch, judged);
        var points = batch.points();
        LOG.debugf(
                "Measurements judged: system=%s values=%d promises=%d", batch.system(), points.size(), judged.size());
        return Await.of(
                pool.withTransaction(transaction ->
                        idempotency.once(transaction, request, () -> write(transaction, batch.system(), points, request)
                                .map(added -> receipt.stored(added, points.size()))
                                .map(stored -> new StoredAnswer(CREATED, null, text(stored, json))))),
                Await.DATABASE_MAX.plus(MORE_FOR_A_VALUE.multipliedBy(points.size())));
    }

    /** What the windows of each branch hold. */
    private Map<String, MeasuredValues> known(MeasurementBatch batch, Instant end) {
        var promises = batch.posted().keySet();
        var known = new HashMap<String, MeasuredValues>();
        for (var promise : promises) {
            known.computeIfAbsent(promise.branch(), branch -> {
                var objectives = promises.stream()
                        .filter(each -> each.branch().equals(branch))
                        .map(PromiseOfBranch::objective)
                        .toList();
                return Await.of(evidence.measured(pool, batch.system(), branch, objectives, end));
            });
        }
        return known;
    }

    /** How many values are new. */
    private Uni<Integer> write(
            SqlConnection transaction,
            String system,
            List<Map.Entry<SeriesKey, SeriesPoint>> points,
            IdempotentRequest request) {
        return series.append(transaction, points)
                .call(() -> audit.record(
                        transaction, request.principal(), "store measurements", system, points.size() + " values"));
    }

    private static String text(MeasurementReceipt receipt, ObjectMapper json) {
        try {
            return json.writeValueAsString(receipt);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a receipt is plain data", impossible);
        }
    }
}
