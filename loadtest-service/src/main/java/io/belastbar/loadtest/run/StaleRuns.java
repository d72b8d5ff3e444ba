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
    public record Heartbeat(UUID runId, String instance, Instant at) {}

    private record Sight(Instant heartbeat, Instant firstSeen) {}

    /** An instance finds its own former runs sooner: it knows that it does not run them. */
    private static final Duration OWN_LOST_AFTER = Duration.ofSeconds(5);

    private final String instance;
    private final Duration lostAfter;
    private Map<UUID, Sight> sights = new HashMap<>();

    public StaleRuns(String instance, Duration lostAfter) {
        this.instance = instance;
        this.lostAfter = lostAfter;
    }

    /** Looks at all running runs of all instances; {@code active} are those that this process runs itself. */
    public List<UUID> observe(List<Heartbeat> running, Set<UUID> active, Instant now) {
        Map<UUID, Sight> seen = new HashMap<>();
        List<UUID> lost = new ArrayList<>();
        for (Heartbeat heartbeat : running) {
            if (active.contains(heartbeat.runId())) {
                continue;
            }
            Sight before = sights.get(heartbeat.runId());
            boolean moved = before == null || !before.heartbeat().equals(heartbeat.at());
            Sight sight = moved ? new Sight(heartbeat.at(), now) : before;
            seen.put(heartbeat.runId(), sight);
            Duration limit = heartbeat.instance().equals(instance) ? OWN_LOST_AFTER : lostAfter;
            if (Duration.between(sight.firstSeen(), now).compareTo(limit) >= 0) {
                lost.add(heartbeat.runId());
            }
        }
        sights = seen;
        return lost;
    }
}
