package io.belastbar.capacity.history.upload;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.Stored;
import io.belastbar.capacity.history.batch.ValuesDiffer;
import io.belastbar.capacity.history.store.StorePoints;
import io.belastbar.capacity.history.upload.CheckUpload.Checked;
import io.belastbar.jobs.Await;
import io.belastbar.web.audit.AuditRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores what was sent, all of it or nothing. Blocks: for virtual threads. */
@ApplicationScoped
class StoreUpload {

    /** A quarter of a million points take seconds; a client's patience ends before. */
    private static final Duration STORING_MAX = Duration.ofSeconds(60);

    private final Pool pool;
    private final HistoryRepository history;
    private final StorePoints points;
    private final AuditRepository audit;

    StoreUpload(Pool pool, HistoryRepository history, StorePoints points, AuditRepository audit) {
        this.pool = pool;
        this.history = history;
        this.points = points;
        this.audit = audit;
    }

    /**
     * Stores series.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    UploadReceipt store(String system, List<SentSeries> sent, Faults faults, Upload upload) {
        faults.throwIfAny();
        var known = Await.of(history.list(system)).stream()
                .collect(Collectors.toMap(StoredSeries::metric, Function.identity()));
        var checked = CheckUpload.check(system, sent, known, upload.now(), faults);
        try {
            return Await.of(
                    pool.withTransaction(transaction -> write(transaction, system, checked, upload)), STORING_MAX);
        } catch (ValuesDiffer differ) {
            differ.differences().forEach(difference -> {
                var series = of(checked, differ.metric());
                var place = series.place(difference.at());
                series.sent()
                        .fault(
                                faults,
                                place,
                                "value",
                                "is kept as " + difference.kept() + "; ?replace=true puts this in its place",
                                String.valueOf(series.sent().points().value(place)));
            });
            faults.throwIfAny();
            throw differ;
        } catch (OtherSeries other) {
            var at = of(checked, other.metric()).sent().metric();
            faults.add(at.pointer(), at.line(), at.column(), other.getMessage(), other.received());
            faults.throwIfAny();
            throw other;
        }
    }

    /** Who uploads, when, and whether other values are replaced. */
    record Upload(String principal, Instant now, boolean replace) {}

    private Uni<UploadReceipt> write(SqlConnection transaction, String system, List<Checked> checked, Upload upload) {
        var conflict = upload.replace() ? Conflict.REPLACE : Conflict.REFUSE;
        Uni<List<Stored>> all = Uni.createFrom().item(new ArrayList<>());
        for (var series : checked) {
            all = all.chain(before -> points.store(transaction, series.batch(), conflict)
                    .invoke(before::add)
                    .replaceWith(before));
        }
        return all.map(stored -> UploadReceipt.of(system, stored))
                .call(receipt -> audit.record(
                        transaction,
                        upload.principal(),
                        "store series",
                        system,
                        receipt.stored() + " points stored, " + receipt.replaced() + " replaced"));
    }

    private static Checked of(List<Checked> checked, String metric) {
        return checked.stream()
                .filter(series -> series.batch().metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
