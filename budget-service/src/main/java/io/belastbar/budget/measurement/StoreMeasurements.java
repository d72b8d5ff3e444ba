package io.belastbar.budget.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.series.ReadMeasuredValues;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Stores measurements, all or none, and judges the promises about them. */
@ApplicationScoped
class StoreMeasurements {

    private static final int CREATED = 201;

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

    /** Stores a batch once for each key of the request; the answer is a {@link MeasurementReceipt}. */
    Uni<StoredAnswer> store(MeasurementBatch batch, Instant now, IdempotentRequest request, ObjectMapper json) {
        return pool.withTransaction(transaction ->
                idempotency.once(transaction, request, () -> write(transaction, batch, now, request.principal())
                        .map(receipt -> new StoredAnswer(CREATED, null, text(receipt, json)))));
    }

    private Uni<MeasurementReceipt> write(
            SqlConnection transaction, MeasurementBatch batch, Instant now, String author) {
        var points = batch.points();
        return series.append(transaction, points)
                .chain(() -> audit.record(
                        transaction, author, "store measurements", batch.system(), points.size() + " values"))
                .chain(() -> evidence.measured(transaction, batch.system(), batch.objectives(), batch.end(now)))
                .map(measured -> MeasurementReceipt.of(batch, measured));
    }

    private static String text(MeasurementReceipt receipt, ObjectMapper json) {
        try {
            return json.writeValueAsString(receipt);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a receipt is plain data", impossible);
        }
    }
}
