package io.belastbar.faultproxy.wire;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many bytes all links hold together. Above the limit nobody reads on until it is below three quarters again: senders
 * then wait, as TCP makes them.
 */
final class Memory {
    private final long limit;
    private final Set<Link> waiting = new LinkedHashSet<>();
    private long used;

    Memory(long limit) {
        this.limit = limit;
    }

    void changed(long difference) {
        used += difference;
        if (difference < 0 && !waiting.isEmpty() && used < limit / 4 * 3) {
            var again = Set.copyOf(waiting);
            waiting.clear();
            again.forEach(Link::readOn);
        }
    }

    /** Whether there is room; a link that finds none is told when there is. */
    boolean hasRoomFor(Link link) {
        if (used < limit) {
            return true;
        }
        waiting.add(link);
        return false;
    }

    void forget(Link link) {
        waiting.remove(link);
    }
}
