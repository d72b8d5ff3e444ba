package io.belastbar.jobs.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which held items have lost their owner. A heartbeat must be <em>seen</em> to stand still: after PostgreSQL was away
 * every heartbeat is old, and its owner is about to give the next one.
 */
final class LostOwners {

    /** The sign of life of an item's owner. */
    record Heartbeat(String item, long lease, long beat) {}

    private final Duration lostAfter;
    private Map<Heartbeat, Duration> firstSeen = new HashMap<>();

    LostOwners(Duration lostAfter) {
        this.lostAfter = lostAfter;
    }

    /**
     * Looks at all held items of a queue.
     *
     * @param own leases of this process, which knows better
     * @param uptime by a clock that nobody sets: one set forward would take every item from the other owners
     */
    List<Heartbeat> observe(Collection<Heartbeat> held, Set<Long> own, Duration uptime) {
        Map<Heartbeat, Duration> seen = new HashMap<>();
        List<Heartbeat> lost = new ArrayList<>();
        for (Heartbeat heartbeat : held) {
            if (own.contains(heartbeat.lease())) {
                continue;
            }
            Duration since = firstSeen.getOrDefault(heartbeat, uptime);
            seen.put(heartbeat, since);
            if (uptime.minus(since).compareTo(lostAfter) >= 0) {
                lost.add(heartbeat);
            }
        }
        firstSeen = seen;
        return lost;
    }
}
