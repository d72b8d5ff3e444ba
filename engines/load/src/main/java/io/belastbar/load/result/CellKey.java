package io.belastbar.load.result;

import java.util.Comparator;

/** Which step and which tenant of a result, as indexes into its lists; from 0. */
public record CellKey(int step, int tenant) implements Comparable<CellKey> {

    private static final Comparator<CellKey> ORDER =
            Comparator.comparingInt(CellKey::step).thenComparingInt(CellKey::tenant);

    public CellKey {
        if (step < 0 || tenant < 0) {
            throw new IllegalArgumentException("step and tenant should not be negative: were " + step + ", " + tenant);
        }
    }

    @Override
    public int compareTo(CellKey other) {
        return ORDER.compare(this, other);
    }
}
