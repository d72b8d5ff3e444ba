package io.belastbar.load.result;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Cells by step and tenant where there are many of them: 50 steps for each of 500 tenants would take gigabytes as
 * histograms. Of each cell the last requests are kept as they came and those before them encoded; a cell is made of them
 * for whoever asks for it, and is his. Asking for all of them costs time, keeping them costs memory: take one after the
 * other. Not thread-safe.
 */
public final class EncodedCells extends AbstractMap<CellKey, Cell> {

    /** Requests that are kept as they came, of all cells together: encoding takes time. */
    private static final int OPEN_MAX = 1 << 20;

    private static final int OPEN_OF_ONE_MIN = 64;
    private static final int OPEN_OF_ONE_MAX = 512;

    /** So many cells fit into memory as histograms: they are not encoded before more come. */
    public static final int PLAIN_MAX = 250;

    private static final class Slot {
        private byte[] encoded;
        private Cell open;

        private Cell cell() {
            Cell cell = new Cell();
            addTo(cell);
            return cell;
        }

        private void addTo(Cell sum) {
            if (encoded != null) {
                SecondCodec.addCell(encoded, sum);
            }
            if (open != null) {
                sum.add(open);
            }
        }

        private byte[] encode() {
            if (open != null) {
                encoded = SecondCodec.encodeCell(encoded == null ? open : cell());
                open = null;
            }
            return encoded;
        }
    }

    private final TreeMap<CellKey, Slot> slots = new TreeMap<>();

    /** Few of them as cells, which answer faster. */
    public Map<CellKey, Cell> readable() {
        return size() > PLAIN_MAX ? this : new TreeMap<>(this);
    }

    /** The map as it is if it is one of these, else a copy that cannot be changed. */
    public static Map<CellKey, Cell> unmodifiable(Map<CellKey, Cell> cells) {
        return cells instanceof EncodedCells ? cells : Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    /** What {@link SecondCodec#encodeCell} wrote of a cell that is not here yet. */
    public void put(CellKey key, byte[] encoded) {
        Slot slot = new Slot();
        slot.encoded = encoded;
        slots.put(key, slot);
    }

    /** Where to record what happens next; ask again for each request. */
    public Cell open(CellKey key) {
        Slot slot = slots.computeIfAbsent(key, none -> new Slot());
        if (slot.open != null && slots.size() > PLAIN_MAX && slot.open.requests() >= openOfOneMax()) {
            slot.encode();
        }
        if (slot.open == null) {
            slot.open = new Cell();
        }
        return slot.open;
    }

    private int openOfOneMax() {
        return Math.clamp(OPEN_MAX / slots.size(), OPEN_OF_ONE_MIN, OPEN_OF_ONE_MAX);
    }

    /** A cell as {@link SecondCodec#encodeCell} writes it. */
    public byte[] encoded(CellKey key) {
        return slots.get(key).encode();
    }

    /** Adds all cells that are wanted to a sum, and returns it; makes no others of these. */
    public static Cell sum(Map<CellKey, Cell> cells, Predicate<CellKey> wanted, Cell sum) {
        if (cells instanceof EncodedCells encoded) {
            encoded.slots.forEach((key, slot) -> {
                if (wanted.test(key)) {
                    slot.addTo(sum);
                }
            });
        } else {
            cells.forEach((key, cell) -> {
                if (wanted.test(key)) {
                    sum.add(cell);
                }
            });
        }
        return sum;
    }

    @Override
    public Cell get(Object key) {
        Slot slot = key instanceof CellKey known ? slots.get(known) : null;
        return slot == null ? null : slot.cell();
    }

    @Override
    public boolean containsKey(Object key) {
        return slots.containsKey(key);
    }

    @Override
    public Set<CellKey> keySet() {
        return Collections.unmodifiableSet(slots.keySet());
    }

    @Override
    public Set<Map.Entry<CellKey, Cell>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<CellKey, Cell>> iterator() {
                Iterator<Map.Entry<CellKey, Slot>> all = slots.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return all.hasNext();
                    }

                    @Override
                    public Map.Entry<CellKey, Cell> next() {
                        Map.Entry<CellKey, Slot> next = all.next();
                        return Map.entry(next.getKey(), next.getValue().cell());
                    }
                };
            }

            @Override
            public int size() {
                return slots.size();
            }
        };
    }
}
