package io.belastbar.loadtest.engine;

/**
 * Which part of the load a lane carries: the {@code index}-th (from 0) {@code of} so many lanes.
 *
 * @param maxRequestsPerSecond cap of the whole run
 */
public record LaneShare(int index, int of, double maxRequestsPerSecond) {

    public LaneShare {
        if (index < 0 || index >= of) {
            throw new IllegalArgumentException("lane index should be from 0 to " + (of - 1) + ": was " + index);
        }
    }
}
