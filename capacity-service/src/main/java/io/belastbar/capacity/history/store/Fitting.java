package io.belastbar.capacity.history.store;

import io.belastbar.capacity.history.SeriesUnit;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.store.KeptSeriesRepository.KeptSeries;
import java.util.Arrays;
import java.util.Locale;

/** Whether values belong to a series, and what they are in its unit. */
final class Fitting {

    private Fitting() {}

    /**
     * The batch in the unit of the series.
     *
     * @throws OtherSeries if it is not of its kind, its zone, or a unit that can be converted
     */
    static PointBatch to(KeptSeries kept, PointBatch batch) {
        if (batch.kind() != kept.kind()) {
            throw other(batch, "kind", word(kept.kind()), word(batch.kind()));
        }
        if (!batch.zone().equals(kept.zone())) {
            throw other(batch, "zone", kept.zone().getId(), batch.zone().getId());
        }
        var factor = SeriesUnit.factor(SeriesUnit.kept(batch.unit(), batch.kind()), kept.unit())
                .orElseThrow(() -> other(batch, "unit", kept.unit(), batch.unit()));
        if (factor == 1) {
            return batch;
        }
        var converted =
                Arrays.stream(batch.values()).map(value -> value * factor).toArray();
        return new PointBatch(
                batch.system(),
                batch.metric(),
                kept.unit(),
                batch.kind(),
                batch.zone(),
                batch.source(),
                batch.at(),
                converted);
    }

    private static OtherSeries other(PointBatch batch, String field, String kept, String sent) {
        return new OtherSeries(
                batch.metric(), field, "the series has the " + field + " " + kept + "; one series has one", sent);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
