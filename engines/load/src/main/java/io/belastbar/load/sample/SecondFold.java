package io.belastbar.load.sample;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondResult;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the lanes' samples into one cell per step × tenant × second, and into totals. A sample belongs to the second in
 * which it ended, whenever it is folded; one that comes after its second was closed goes to the next to be closed.
 */
public final class SecondFold {

    /** With more cells the totals are kept encoded: those of 50 steps and 500 tenants would come to take gigabytes. */
    static final int LARGE_CELLS_MAX = EncodedCells.PLAIN_MAX;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long originNanos;
    private final int tenants;
    private final Map<CellKey, Cell> totals;
    private final Map<Integer, Cell[]> open = new HashMap<>();
    private final Cell[] totalByIndex;
    private int closed;

    /** Cell index = step × tenants + tenant; times are those of the lane's clock. */
    public SecondFold(long originNanos, int steps, int tenants) {
        this.originNanos = originNanos;
        this.tenants = tenants;
        this.totalByIndex = new Cell[steps * tenants];
        this.totals = totalByIndex.length > LARGE_CELLS_MAX ? new EncodedCells() : new TreeMap<>();
    }

    /** Takes all samples out of the buffer, which is empty afterwards. */
    public void fold(SampleBuffer buffer) {
        for (int at = 0; at < buffer.starts(); at++) {
            int index = buffer.startCell(at);
            cell(second(buffer.startNanos(at)), index).started(1);
            total(index).started(1);
        }
        for (int at = 0; at < buffer.size(); at++) {
            int index = buffer.cell(at);
            long response = buffer.responseNanos(at) / 1_000;
            long service = buffer.serviceNanos(at) / 1_000;
            ErrorClass error = buffer.error(at);
            cell(second(buffer.endedNanos(at)), index)
                    .record(response, service, error, buffer.sent(at), buffer.received(at));
            total(index).record(response, service, error, buffer.sent(at), buffer.received(at));
        }
        buffer.clear();
    }

    /** Requests that could not be made; they have no instant of their own. */
    public void skipped(int index, long count) {
        cell(closed, index).skipped(count);
        total(index).skipped(count);
    }

    /** Ends the next second: what is folded later cannot change it. */
    public SecondResult close(int users, double plannedPerSecond, GeneratorSecond generator) {
        Map<CellKey, Cell> cells = new TreeMap<>();
        Cell[] second = open.remove(closed);
        for (int index = 0; second != null && index < second.length; index++) {
            if (second[index] != null) {
                cells.put(key(index), second[index]);
            }
        }
        return new SecondResult(closed++, users, plannedPerSecond, generator, cells);
    }

    /** The next second to be closed, from 0. */
    public int next() {
        return closed;
    }

    /** Of everything folded so far; belongs to this fold. */
    public Map<CellKey, Cell> totals() {
        return totals;
    }

    private int second(long nanos) {
        return (int) Math.max(closed, Math.max(0, nanos - originNanos) / SECOND_NANOS);
    }

    private Cell cell(int second, int index) {
        Cell[] cells = open.get(second);
        if (cells == null) {
            cells = new Cell[totalByIndex.length];
            open.put(second, cells);
        }
        if (cells[index] == null) {
            cells[index] = new Cell();
        }
        return cells[index];
    }

    private Cell total(int index) {
        if (totals instanceof EncodedCells encoded) {
            return encoded.open(key(index));
        }
        if (totalByIndex[index] == null) {
            totalByIndex[index] = new Cell();
            totals.put(key(index), totalByIndex[index]);
        }
        return totalByIndex[index];
    }

    private CellKey key(int index) {
        return new CellKey(index / tenants, index % tenants);
    }
}
