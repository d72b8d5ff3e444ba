package io.belastbar.load.result;

import java.util.Map;
import java.util.function.Predicate;

/** Sums over cells. */
final class Cells {

    private Cells() {}

    static Cell sum(Map<CellKey, Cell> cells, Predicate<CellKey> wanted) {
        Cell sum = new Cell();
        cells.forEach((key, cell) -> {
            if (wanted.test(key)) {
                sum.add(cell);
            }
        });
        return sum;
    }
}
