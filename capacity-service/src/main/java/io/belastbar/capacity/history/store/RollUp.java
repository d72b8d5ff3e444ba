package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.Bucket;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.store.KeptBucketRepository.Span;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the values of a batch are by the hour or by the day. */
final class RollUp {

    private RollUp() {}

    /**
     * The hours or days that have values, in the order of time.
     *
     * @param late whether all of them came after newer ones
     */
    static List<Bucket> of(PointBatch batch, Span span, ZoneId zone, boolean late) {
        var buckets = new ArrayList<Bucket>();
        for (var value : values(batch, late)) {
            var start = Spans.floor(value.at(), span, zone);
            var place =
                    new Bucket(start, value.minimum(), value.maximum(), value.total(), 1, value.late(), value.resets());
            if (!buckets.isEmpty() && buckets.getLast().at().equals(start)) {
                buckets.add(buckets.removeLast().and(place));
            } else {
                buckets.add(place);
            }
        }
        return List.copyOf(buckets);
    }

    private static List<Bucket> values(PointBatch batch, boolean late) {
        var values = new ArrayList<Bucket>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            values.add(Bucket.of(batch.instant(i), batch.values()[i], late ? 1 : 0));
        }
        return batch.kind() == SeriesKind.COUNTER ? Bucket.rates(values) : values;
    }
}
