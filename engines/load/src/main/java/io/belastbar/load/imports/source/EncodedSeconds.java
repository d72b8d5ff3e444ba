package io.belastbar.load.imports.source;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.result.SecondSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The seconds of an import, encoded as soon as a later one begins, with the sums over all of them. */
public final class EncodedSeconds {

    private final TreeMap<Long, byte[]> encoded = new TreeMap<>();
    private final EncodedCells totals = new EncodedCells();
    private final Map<CellKey, Cell> open = new TreeMap<>();
    private long openSecond;
    private long cells;

    /** Seconds in ascending order cost least; an earlier one is opened again. */
    public void add(int second, CellKey key, Cell cell) {
        add(second, Map.of(key, cell));
    }

    void add(long second, Map<CellKey, Cell> added) {
        if (second != openSecond || open.isEmpty()) {
            close();
            openSecond = second;
            byte[] earlier = encoded.remove(second);
            if (earlier != null) {
                open.putAll(SecondCodec.decode(earlier).cells());
                cells -= open.size();
            }
        }
        added.forEach((key, cell) -> {
            open.computeIfAbsent(key, none -> new Cell()).add(cell);
            totals.open(key).add(cell);
        });
    }

    /** How many cells all seconds have together, the open one excepted. */
    long cells() {
        return cells;
    }

    /** How many steps and tenants there are that had anything to do with each other. */
    int pairs() {
        return totals.size();
    }

    /** @param users by second; a second without an entry has as many as the one before */
    public SecondSeries series(NavigableMap<Integer, Integer> users) {
        return series(0, users);
    }

    /** @param first the second that is number 0 */
    SecondSeries series(long first, NavigableMap<Integer, Integer> users) {
        close();
        List<byte[]> series = new ArrayList<>();
        long last = encoded.isEmpty() ? first - 1 : encoded.lastKey();
        for (long second = first; second <= last; second++) {
            byte[] bytes = encoded.remove(second);
            Map<CellKey, Cell> own =
                    bytes == null ? Map.of() : SecondCodec.decode(bytes).cells();
            int number = (int) (second - first);
            Map.Entry<Integer, Integer> active = users.floorEntry(number);
            series.add(encode(number, active == null ? 0 : active.getValue(), own));
        }
        return SecondSeries.ofEncoded(series);
    }

    public Map<CellKey, Cell> totals() {
        return totals.readable();
    }

    private void close() {
        if (!open.isEmpty()) {
            cells += open.size();
            encoded.put(openSecond, encode(0, 0, open));
            open.clear();
        }
    }

    private static byte[] encode(int second, int users, Map<CellKey, Cell> cells) {
        return SecondCodec.encode(new SecondResult(second, users, 0, GeneratorSecond.UNKNOWN, cells));
    }
}
