package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.batch.Stored;
import io.belastbar.capacity.history.batch.ValuesDiffer;
import io.belastbar.capacity.history.batch.ValuesDiffer.Difference;
import io.belastbar.capacity.history.store.KeptBucketRepository.Span;
import io.belastbar.capacity.history.store.KeptSeriesRepository.KeptSeries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stores values that are so old that only hours or days are kept of their time. An hour that there is can be told apart from what
 * was sent only as a whole: it is the same, or it is another one.
 */
@ApplicationScoped
class StoreThinned {

    private static final int DIFFERENCES_MAX = 20;

    private final KeptBucketRepository buckets;

    StoreThinned(KeptBucketRepository buckets) {
        this.buckets = buckets;
    }

    /** Stores a batch that ends before the values that are kept as they were measured. */
    Uni<Stored> store(SqlConnection transaction, KeptSeries kept, PointBatch batch, Conflict conflict) {
        // A counter's rate needs the reading before it, on whichever side of the border that lies.
        int hourly = batch.from(kept.hourlyFrom());
        var late = kept.last() != null;
        var days = RollUp.of(batch, Span.DAY, kept.zone(), late).stream()
                .filter(day -> isBefore(day, kept.hourlyFrom()))
                .toList();
        var hours = RollUp.of(batch, Span.HOUR, kept.zone(), late).stream()
                .filter(hour -> !isBefore(hour, kept.hourlyFrom()))
                .toList();
        return store(transaction, kept, batch.part(0, hourly), days, Span.DAY, conflict)
                .chain(older -> store(transaction, kept, batch.part(hourly, batch.size()), hours, Span.HOUR, conflict)
                        .map(older::and));
    }

    private static boolean isBefore(Bucket bucket, Instant border) {
        return border != null && bucket.at().isBefore(border);
    }

    private Uni<Stored> store(
            SqlConnection transaction,
            KeptSeries kept,
            PointBatch batch,
            List<Bucket> sent,
            Span span,
            Conflict conflict) {
        if (batch.size() == 0) {
            return Uni.createFrom().item(Stored.nothing(batch.metric()));
        }
        var late = kept.last() != null;
        return buckets.differences(transaction, kept, span, sent).chain(different -> {
            if (conflict == Conflict.REFUSE && !different.isEmpty()) {
                return Uni.createFrom().failure(differ(batch, span, different));
            }
            var others = different.stream().map(Bucket::at).collect(Collectors.toSet());
            var replaced = conflict == Conflict.REPLACE ? others : Set.<Instant>of();
            return buckets.put(transaction, kept, span, sent, replaced)
                    .call(() -> span == Span.HOUR
                            ? buckets.rollUpDays(transaction, kept, days(kept, sent))
                            : Uni.createFrom().voidItem())
                    .map(added -> count(batch, span, kept, added, replaced, late));
        });
    }

    private static Set<Instant> days(KeptSeries kept, List<Bucket> hours) {
        return Spans.of(hours.stream().map(Bucket::at).toList(), Span.DAY, kept.zone());
    }

    private static Stored count(
            PointBatch batch, Span span, KeptSeries kept, Set<Instant> added, Set<Instant> replaced, boolean late) {
        var places = IntStream.range(0, batch.size())
                .mapToObj(i -> Spans.floor(batch.instant(i), span, kept.zone()))
                .toList();
        int stored = (int) places.stream().filter(added::contains).count();
        int other = (int) places.stream().filter(replaced::contains).count();
        int known = batch.size() - stored - other;
        return new Stored(batch.metric(), batch.size(), stored, other, known, late ? stored : 0, 0);
    }

    private static ValuesDiffer differ(PointBatch batch, Span span, List<Bucket> different) {
        var first = new HashSet<Long>();
        var differences = different.stream()
                .limit(DIFFERENCES_MAX)
                .map(bucket -> new Difference(batch.at()[batch.from(bucket.at())], words(span, bucket)))
                .filter(difference -> first.add(difference.at()))
                .toList();
        return new ValuesDiffer(batch.metric(), differences);
    }

    private static String words(Span span, Bucket kept) {
        return "%s of %d values from %s to %s, which are no longer kept one by one"
                .formatted(span == Span.HOUR ? "an hour" : "a day", kept.count(), kept.minimum(), kept.maximum());
    }
}
