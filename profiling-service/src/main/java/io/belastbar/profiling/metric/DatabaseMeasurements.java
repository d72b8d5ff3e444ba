package io.belastbar.profiling.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two readings of a database say. Rates are per second between them; a counter that is smaller than before, or was
 * reset, says nothing until the next reading.
 */
final class DatabaseMeasurements {
    /** Of a table's size: the name of the table follows. */
    static final String TABLE = "database.table_sizes.";

    private static final int NAME_MAX = 256;

    private final DatabaseReading before;
    private final DatabaseReading now;
    private final List<Measured> measured = new ArrayList<>();

    private DatabaseMeasurements(DatabaseReading before, DatabaseReading now) {
        this.before = before;
        this.now = now;
    }

    /** @param before null for the first reading, which has states only */
    static List<Measured> of(DatabaseReading before, DatabaseReading now) {
        var measurements = new DatabaseMeasurements(before, now);
        measurements.addStates();
        if (before != null && before.takenAt().isBefore(now.takenAt())) {
            measurements.addRates();
        }
        return List.copyOf(measurements.measured);
    }

    private void addStates() {
        new TreeMap<>(now.states()).forEach((subject, value) -> {
            var metric = DatabaseMetric.of(subject);
            if (metric.isPresent()) {
                add(metric.get(), value, null);
            } else if (subject.length() <= NAME_MAX) {
                measured.add(entry(subject, "size", value, "B", null, now.takenAt()));
            }
        });
    }

    private void addRates() {
        Map.of(
                        DatabaseMetric.TRANSACTIONS, "transactions",
                        DatabaseMetric.INSERTS, "inserts",
                        DatabaseMetric.UPDATES, "updates",
                        DatabaseMetric.DELETES, "deletes",
                        DatabaseMetric.ROLLBACKS, "rollbacks",
                        DatabaseMetric.DEADLOCKS, "deadlocks",
                        DatabaseMetric.TEMPORARY_FILES, "temporaryFiles")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(rate -> addRate(rate.getKey(), rate.getValue()));
        double calls = increase("calls");
        double time = increase("totalTimeMs");
        if (calls > 0 && time >= 0) {
            add(DatabaseMetric.AVG_QUERY_TIME, time / calls, null);
        }
        double hit = increase("blocksHit");
        double read = increase("blocksRead");
        if (hit >= 0 && read >= 0 && hit + read > 0) {
            add(DatabaseMetric.CACHE_HIT_RATIO, 100 * hit / (hit + read), Math.round(hit + read));
        }
    }

    private void addRate(DatabaseMetric metric, String counter) {
        double increase = increase(counter);
        if (increase >= 0) {
            Duration between = Duration.between(before.takenAt(), now.takenAt());
            add(metric, increase / (between.toNanos() / 1e9), null);
        }
    }

    /** Negative when it cannot be told. */
    private double increase(String counter) {
        Double from = before.counters().get(counter);
        Double to = now.counters().get(counter);
        boolean reset = now.reset() != null && now.reset().isAfter(before.takenAt());
        return from == null || to == null || reset ? -1 : to - from;
    }

    private void add(DatabaseMetric metric, double value, Long samples) {
        measured.add(entry(metric.subject(), metric.figure(), value, metric.unit(), samples, now.takenAt()));
    }

    private static Measured entry(String subject, String figure, double value, String unit, Long samples, Instant at) {
        String text = BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return new Measured(subject, "resource", "database", figure, text, unit, samples, at);
    }
}
