package io.belastbar.capacity.history.peer;

import java.util.List;

/**
 * What became of the series of a system.
 *
 * @param read how many have a metric here
 * @param leftOut those of main that have none: of an unknown measure, in a unit that the metric has not, or without a name left
 */
record PeerTally(int read, List<String> leftOut) {

    PeerTally {
        leftOut = List.copyOf(leftOut);
    }

    boolean nothingIsRead() {
        return read == 0 && !leftOut.isEmpty();
    }
}
