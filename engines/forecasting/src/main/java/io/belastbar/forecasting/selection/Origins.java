package io.belastbar.forecasting.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where the past is cut to be forecast from there (Tashman 2000, rolling origin).
 *
 * @param ends values before each cut, the latest cut first
 * @param ahead how many values are forecast from each
 */
record Origins(List<Integer> ends, int ahead) {

    private static final int FOLDS = 5;

    Origins {
        ends = List.copyOf(ends);
    }

    /** Up to five, the latest as far before the end as the forecast reaches, none before the middle. Empty below three values. */
    static Origins of(int values, int horizon) {
        int ahead = Math.clamp(horizon, 1, Math.max(1, values / 3));
        int earliest = earliest(values);
        int latest = values - ahead;
        int step = Math.clamp((latest - earliest) / (FOLDS - 1), 1, ahead);
        var ends = new ArrayList<Integer>();
        for (int end = latest; end >= earliest && ends.size() < FOLDS; end -= step) {
            ends.add(end);
        }
        return new Origins(ends, ahead);
    }

    /** More of them, for the errors of one method: up to so many, evenly from the middle to the last value but one, the earliest first. */
    static List<Integer> dense(int values, int most) {
        int earliest = earliest(values);
        int latest = values - 1;
        var ends = new TreeSet<Integer>();
        for (int i = 0; i < most && latest >= earliest; i++) {
            ends.add(latest - (int) ((long) (latest - earliest) * i / Math.max(1, most - 1)));
        }
        return List.copyOf(ends);
    }

    private static int earliest(int values) {
        return Math.max(2, values / 2);
    }
}
