package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.Bucket;
import java.util.List;
import java.util.OptionalDouble;

/** What a day comes to: a limit is reached by the maximum, a price is paid for the mean. */
final class MeanOfDay {
    private MeanOfDay() {}

    /** Of its hours, each counting alike, so that one that was measured more often does not count for more; null without any. */
    static Double of(List<Bucket> hours) {
        OptionalDouble mean = hours.stream()
                .filter(hour -> hour.count() > 0)
                .mapToDouble(Bucket::mean)
                .average();
        return mean.isPresent() ? Double.valueOf(mean.getAsDouble()) : null;
    }
}
