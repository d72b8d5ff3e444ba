package io.belastbar.load.engine;

import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.scenario.Scenario.Feeder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Deals the rows of the test data to one lane's iterations. The lanes share rows that are used in turn without meeting each
 * other; of rows that are used once each lane takes the next that no other has.
 */
final class TestData {

    /** The rows that one iteration got, one a feeder. */
    static final class Row {
        static final Row NOTHING = new Row(Map.of(), null);

        private final Map<String, Column> columns;
        private final List<String>[] rows;

        private Row(Map<String, Column> columns, List<String>[] rows) {
            this.columns = columns;
            this.rows = rows;
        }

        /** Null if there is no such column. */
        String value(String name) {
            Column column = columns.get(name);
            return column == null ? null : rows[column.feeder()].get(column.index());
        }
    }

    private record Column(int feeder, int index) {}

    private final List<Feeder> feeders;
    private final LaneShare share;
    private final RandomGenerator random;
    private final Map<String, Column> columns = new HashMap<>();
    private final int[] taken;
    private final List<AtomicLong> takenOnce;

    TestData(List<Feeder> feeders, LaneShare share, RowsOnce once, RandomGenerator random) {
        this.feeders = feeders;
        this.share = share;
        this.random = random;
        this.taken = new int[feeders.size()];
        this.takenOnce = feeders.stream().map(feeder -> once.of(feeder.name())).toList();
        for (int feeder = 0; feeder < feeders.size(); feeder++) {
            List<String> names = feeders.get(feeder).columns();
            for (int index = 0; index < names.size(); index++) {
                columns.put(feeders.get(feeder).name() + "." + names.get(index), new Column(feeder, index));
            }
        }
    }

    /** Null if a feeder whose rows are used once has none left. */
    Row next() {
        if (feeders.isEmpty()) {
            return Row.NOTHING;
        }
        List<String>[] rows = newArray(feeders.size());
        for (int feeder = 0; feeder < rows.length; feeder++) {
            List<List<String>> all = feeders.get(feeder).rows();
            int row = row(feeder, all.size());
            if (row < 0) {
                return null;
            }
            rows[feeder] = all.get(row);
        }
        return new Row(columns, rows);
    }

    private int row(int feeder, int size) {
        return switch (feeders.get(feeder).order()) {
            case RANDOM -> random.nextInt(size);
            case SEQUENTIAL -> (int) (((long) taken[feeder]++ * share.of() + share.index()) % size);
            case ONCE -> {
                long row = takenOnce.get(feeder).getAndIncrement();
                yield row < size ? (int) row : -1;
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String>[] newArray(int size) {
        return new List[size];
    }
}
