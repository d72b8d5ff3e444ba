package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.Stored;
import io.belastbar.capacity.history.batch.ValuesDiffer;
import io.belastbar.capacity.history.store.KeptBucketRepository.Span;
import io.belastbar.capacity.history.store.KeptSeriesRepository.KeptSeries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Stores values of a series in the caller's transaction, and keeps its hours and days true to them. */
@ApplicationScoped
public class StorePoints {

    private final KeptSeriesRepository series;
    private final KeptPointRepository points;
    private final KeptBucketRepository buckets;
    private final StoreThinned thinned;

    StorePoints(
            KeptSeriesRepository series,
            KeptPointRepository points,
            KeptBucketRepository buckets,
            StoreThinned thinned) {
        this.series = series;
        this.points = points;
        this.buckets = buckets;
        this.thinned = thinned;
    }

    /**
     * Stores a batch. Who stores several series in one transaction does so in the order of their metrics: then nobody waits in a
     * circle. Fails with {@link ValuesDiffer} where the batch must not replace, and with {@link OtherSeries}.
     */
    public Uni<Stored> store(SqlConnection transaction, PointBatch batch, Conflict conflict) {
        return series.insert(transaction, batch)
                .chain(() -> series.lock(transaction, batch.system(), batch.metric()))
                .chain(kept -> write(transaction, kept, Fitting.to(kept, batch), conflict));
    }

    private Uni<Stored> write(SqlConnection transaction, KeptSeries kept, PointBatch batch, Conflict conflict) {
        int recent = batch.from(kept.rawFrom());
        return thinned.store(transaction, kept, batch.part(0, recent), conflict)
                .chain(old -> recent(transaction, kept, batch.part(recent, batch.size()), conflict)
                        .map(old::and))
                .chain(stored -> resets(transaction, kept, batch, recent).map(stored::withResets))
                .call(stored -> stored.isChange()
                        ? series.advance(transaction, kept.id(), batch.instant(0), batch.instant(batch.size() - 1))
                        : Uni.createFrom().voidItem());
    }

    /** Held against what is kept beside the batch; of a time of which only hours are kept, within the batch. */
    private Uni<Integer> resets(SqlConnection transaction, KeptSeries kept, PointBatch batch, int recent) {
        int old = batch.part(0, recent).resets();
        if (kept.kind() != SeriesKind.COUNTER || recent == batch.size()) {
            return Uni.createFrom().item(old);
        }
        Double before = recent == 0 ? null : batch.values()[recent - 1];
        return points.resets(transaction, kept, batch.part(recent, batch.size()), before)
                .map(found -> old + found);
    }

    /** What is kept as it was measured. */
    private Uni<Stored> recent(SqlConnection transaction, KeptSeries kept, PointBatch batch, Conflict conflict) {
        if (batch.size() == 0) {
            return Uni.createFrom().item(Stored.nothing(batch.metric()));
        }
        return replaced(transaction, kept, batch, conflict)
                .chain(replaced -> points.insert(transaction, kept, batch).map(written -> {
                    var known = batch.size() - written.stored() - replaced;
                    return new Stored(
                            batch.metric(), batch.size(), written.stored(), replaced, known, written.late(), 0);
                }))
                .call(stored -> stored.isChange()
                        ? rollUp(transaction, kept, batch)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Integer> replaced(SqlConnection transaction, KeptSeries kept, PointBatch batch, Conflict conflict) {
        return switch (conflict) {
            case KEEP -> Uni.createFrom().item(0);
            case REPLACE -> points.replace(transaction, kept, batch);
            case REFUSE ->
                points.differences(transaction, kept, batch).map(differences -> {
                    if (!differences.isEmpty()) {
                        throw new ValuesDiffer(batch.metric(), differences);
                    }
                    return 0;
                });
        };
    }

    private Uni<Void> rollUp(SqlConnection transaction, KeptSeries kept, PointBatch batch) {
        var hours = Spans.of(batch, Span.HOUR, kept.zone());
        var after = hours.stream()
                .map(start -> Spans.end(start, Span.HOUR, kept.zone()))
                .toList();
        var touched = kept.kind() == SeriesKind.COUNTER
                ? points.next(transaction, kept, after).map(next -> {
                    hours.addAll(Spans.of(next, Span.HOUR, kept.zone()));
                    return hours;
                })
                : Uni.createFrom().item(hours);
        return touched.call(all -> buckets.rollUpHours(transaction, kept, all))
                .chain(all -> buckets.rollUpDays(transaction, kept, Spans.of(all, Span.DAY, kept.zone())))
                .chain(() -> series.advance(transaction, kept.id(), batch.instant(0), batch.instant(batch.size() - 1)));
    }
}
