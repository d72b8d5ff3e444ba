package io.belastbar.load.plan;

/** Which part of the load a lane carries: the {@code index}-th (from 0) {@code of} so many lanes. */
public record LaneShare(int index, int of) {

    public LaneShare {
        if (index < 0 || index >= of) {
            throw new IllegalArgumentException("lane index should be from 0 to " + (of - 1) + ": was " + index);
        }
    }

    /** This lane's part of a whole number; all lanes' parts add up to it. */
    public int part(int whole) {
        return (whole - index + of - 1) / of;
    }
}
