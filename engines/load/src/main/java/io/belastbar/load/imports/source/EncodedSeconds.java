package io.belastbar.load.imports.source;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
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

    private final TreeMap<Integer, byte[]> encoded = new TreeMap<>();
    private final Map<CellKey, Cell> totals = new TreeMap<>();
    private Map<CellKey, Cell> open = new TreeMap<>();
    private int openSecond = -1;

    /** Seconds in ascending order cost least; an earlier one is opened again. */
    public void add(int second, CellKey key, Cell cell) {
        if (second != openSecond) {
            close();
            openSecond = second;
            byte[] earlier = encoded.remove(second);
            open = earlier == null
                    ? new TreeMap<>()
                    : new TreeMap<>(SecondCodec.decode(earlier).cells());
        }
        open.computeIfAbsent(key, none -> new Cell()).add(cell);
        totals.computeIfAbsent(key, none -> new Cell()).add(cell);
    }

    /** @param users by second; a second without an entry has as many as the one before */
    public SecondSeries series(NavigableMap<Integer, Integer> users) {
        close();
        List<byte[]> series = new ArrayList<>();
        int last = encoded.isEmpty() ? -1 : encoded.lastKey();
        for (int second = 0; second <= last; second++) {
            byte[] bytes = encoded.get(second);
            Map<CellKey, Cell> cells =
                    bytes == null ? Map.of() : SecondCodec.decode(bytes).cells();
            Map.Entry<Integer, Integer> active = users.floorEntry(second);
            series.add(encode(second, active == null ? 0 : active.getValue(), cells));
        }
        return SecondSeries.ofEncoded(series);
    }

    public Map<CellKey, Cell> totals() {
        return totals;
    }

    private void close() {
        if (openSecond >= 0) {
            encoded.put(openSecond, encode(openSecond, 0, open));
            openSecond = -1;
        }
    }

    private static byte[] encode(int second, int users, Map<CellKey, Cell> cells) {
        return SecondCodec.encode(new SecondResult(second, users, 0, GeneratorSecond.UNKNOWN, cells));
    }
}
