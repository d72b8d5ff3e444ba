package io.belastbar.loadtest.run;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.SecondSeries;
import java.util.Map;
import java.util.TreeMap;

/** Totals of a run of which only the seconds are left. */
public final class RunTotals {

    private RunTotals() {}

    public static Map<CellKey, Cell> of(SecondSeries seconds) {
        Map<CellKey, Cell> totals = new TreeMap<>();
        seconds.forEach(second -> second.cells().forEach((key, cell) -> totals.computeIfAbsent(key, none -> new Cell())
                .add(cell)));
        return totals;
    }
}
