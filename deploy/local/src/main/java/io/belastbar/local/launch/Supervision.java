package io.belastbar.local.launch;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what to do about children that have ended: each is started again after a delay, and after too many times the
 * platform gives up. Pure; the caller acts.
 */
final class Supervision {
    static final int RESTARTS_MAX = 5;

    private final Duration delay;
    private final Map<String, Instant> deadSince = new HashMap<>();
    private final Map<String, Integer> restarts = new HashMap<>();

    Supervision(Duration delay) {
        this.delay = delay;
    }

    /** What the user should be told now: a child that was alive has ended. */
    Optional<String> notice(SupervisedChild child, Instant now) {
        if (child.isAlive() || deadSince.containsKey(child.name())) {
            return Optional.empty();
        }
        deadSince.put(child.name(), now);
        return Optional.of("%s has ended; see %s. It is started again in %d s."
                .formatted(child.name(), child.log(), delay.toSeconds()));
    }

    /**
     * The children that are due to be started again.
     *
     * @throws CommandFailure when one has ended too often
     */
    List<SupervisedChild> due(List<SupervisedChild> children, Instant now) {
        var due = children.stream()
                .filter(child -> !child.isAlive() && isDue(child.name(), now))
                .toList();
        due.forEach(this::count);
        return due;
    }

    private boolean isDue(String name, Instant now) {
        Instant since = deadSince.get(name);
        return since != null && !now.isBefore(since.plus(delay));
    }

    private void count(SupervisedChild child) {
        deadSince.remove(child.name());
        if (restarts.merge(child.name(), 1, Integer::sum) > RESTARTS_MAX) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    "%s has ended %d times; see %s".formatted(child.name(), RESTARTS_MAX + 1, child.log()));
        }
    }
}
