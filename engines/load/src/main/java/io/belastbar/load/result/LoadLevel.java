package io.belastbar.load.result;

import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured while the load was within one band.
 *
 * @param fromPerSecond offered requests per second, inclusive
 * @param toPerSecond exclusive, except in the highest band
 * @param seconds that lay in the band
 * @param cell everything that ended in these seconds
 */
public record LoadLevel(double fromPerSecond, double toPerSecond, int seconds, Cell cell) {

    private static final int BANDS = 5;

    /** A second with load; its cell is kept encoded, because a long run of them would not fit into memory. */
    private record Loaded(long offered, byte[] total) {}

    /** The bands of equal width of offered load into which a run falls; seconds without any load are left out. */
    static List<LoadLevel> of(SecondSeries seconds) {
        List<Loaded> loaded = new ArrayList<>();
        seconds.visit(new SecondVisitor() {
            private Cell total;

            @Override
            public void begin(Head second) {
                total = new Cell();
            }

            @Override
            public List<Cell> targets(CellKey key) {
                return List.of(total);
            }

            @Override
            public void end(Head second) {
                if (total.intendedStarts() > 0) {
                    loaded.add(new Loaded(total.intendedStarts(), SecondCodec.encodeCell(total)));
                }
            }
        });
        double width = (double) loaded.stream().mapToLong(Loaded::offered).max().orElse(0) / BANDS;
        Cell[] cells = new Cell[BANDS];
        int[] counts = new int[BANDS];
        for (Loaded second : loaded) {
            int band = Math.min(BANDS - 1, (int) (second.offered() / width));
            cells[band] = cells[band] == null ? new Cell() : cells[band];
            cells[band].add(SecondCodec.decodeCell(second.total()));
            counts[band]++;
        }
        List<LoadLevel> levels = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            if (counts[band] > 0) {
                levels.add(new LoadLevel(band * width, (band + 1) * width, counts[band], cells[band]));
            }
        }
        return levels;
    }
}
