package io.belastbar.load.result;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one second of a run showed. A request belongs to the second in which it ended, a planned start to the second for
 * which it was planned or, if that one was over already, to the one in which it became known.
 *
 * @param second since the start, from 0
 * @param users active at its end
 * @param plannedPerSecond iterations that the plan wanted in this second; 0 in the closed model
 */
public record SecondResult(
        int second, int users, double plannedPerSecond, GeneratorSecond generator, Map<CellKey, Cell> cells) {

    public SecondResult {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    public Cell total() {
        return Cell.sum(cells, key -> true);
    }
}
