package io.belastbar.load.result;

import java.util.ArrayList;
import java.util.List;

/** Cuts a run into bands of equal width of offered load; seconds without any load are left out. */
final class LoadLevels {

    private static final int BANDS = 5;

    private LoadLevels() {}

    static List<LoadLevel> of(SecondSeries seconds) {
        long most = seconds.stream().mapToLong(LoadLevels::offered).max().orElse(0);
        if (most == 0) {
            return List.of();
        }
        double width = (double) most / BANDS;
        Cell[] cells = new Cell[BANDS];
        int[] counts = new int[BANDS];
        for (SecondResult second : seconds) {
            long offered = offered(second);
            if (offered > 0) {
                int band = Math.min(BANDS - 1, (int) (offered / width));
                cells[band] = cells[band] == null ? new Cell() : cells[band];
                cells[band].add(second.total());
                counts[band]++;
            }
        }
        List<LoadLevel> levels = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            if (counts[band] > 0) {
                levels.add(new LoadLevel(band * width, (band + 1) * width, counts[band], cells[band]));
            }
        }
        return levels;
    }

    private static long offered(SecondResult second) {
        return second.cells().values().stream().mapToLong(Cell::intendedStarts).sum();
    }
}
