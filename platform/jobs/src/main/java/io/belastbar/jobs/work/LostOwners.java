package io.belastbar.jobs.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which held items have lost their owner. A heartbeat must be <em>seen</em> to stand still: after PostgreSQL was away, or
 * this process stood still itself, every heartbeat is old, and its owner is about to give the next one. The time between
 * two looks therefore counts for a share of the limit only; who seldom looks needs that many looks, and finds a lost
 * owner all the same.
 */
final class LostOwners {

    /** The sign of life of an item's owner. */
    record Heartbeat(String item, long lease, long beat) {}

    private static final int LOOKS_MIN = 5;

    private final Duration lostAfter;
    private final Duration betweenLooksMax;
    private Map<Heartbeat, Duration> silences = Map.of();
    private Duration lastLook = Duration.ZERO;

    LostOwners(Duration lostAfter) {
        this.lostAfter = lostAfter;
        this.betweenLooksMax = lostAfter.dividedBy(LOOKS_MIN);
    }

    /**
     * Looks at all held items of a queue.
     *
     * @param own leases of this process, which knows better
     * @param uptime by a clock that nobody sets: one set forward would take every item from the other owners
     */
    List<Heartbeat> observe(Collection<Heartbeat> held, Set<Long> own, Duration uptime) {
        Duration sinceLastLook = uptime.minus(lastLook);
        Duration watched = sinceLastLook.compareTo(betweenLooksMax) < 0 ? sinceLastLook : betweenLooksMax;
        Map<Heartbeat, Duration> now = new HashMap<>();
        List<Heartbeat> lost = new ArrayList<>();
        for (Heartbeat heartbeat : held) {
            if (own.contains(heartbeat.lease())) {
                continue;
            }
            Duration before = silences.get(heartbeat);
            Duration silence = before == null ? Duration.ZERO : before.plus(watched);
            now.put(heartbeat, silence);
            if (silence.compareTo(lostAfter) >= 0) {
                lost.add(heartbeat);
            }
        }
        silences = now;
        lastLook = uptime;
        return lost;
    }
}
