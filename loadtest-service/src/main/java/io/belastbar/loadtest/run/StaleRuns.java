package io.belastbar.loadtest.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which running runs have lost their instance. A heartbeat must be <em>seen</em> to stand still: after PostgreSQL was
 * away every heartbeat is old, and its owner is about to write the next one.
 */
public final class StaleRuns {

    /** One row of a running run. */
    public record Heartbeat(UUID runId, Instant at) {}

    private record Sight(Instant heartbeat, Duration firstSeen) {}

    private final Duration lostAfter;
    private Map<UUID, Sight> sights = new HashMap<>();

    public StaleRuns(Duration lostAfter) {
        this.lostAfter = lostAfter;
    }

    /**
     * Looks at all running runs of all instances.
     *
     * @param active those that this process runs itself
     * @param uptime by a clock that nobody sets: one set forward would end every run of the other instances
     */
    public List<UUID> observe(List<Heartbeat> running, Set<UUID> active, Duration uptime) {
        Map<UUID, Sight> seen = new HashMap<>();
        List<UUID> lost = new ArrayList<>();
        for (Heartbeat heartbeat : running) {
            if (active.contains(heartbeat.runId())) {
                continue;
            }
            Sight before = sights.get(heartbeat.runId());
            boolean moved = before == null || !before.heartbeat().equals(heartbeat.at());
            Sight sight = moved ? new Sight(heartbeat.at(), uptime) : before;
            seen.put(heartbeat.runId(), sight);
            if (uptime.minus(sight.firstSeen()).compareTo(lostAfter) >= 0) {
                lost.add(heartbeat.runId());
            }
        }
        sights = seen;
        return lost;
    }
}
