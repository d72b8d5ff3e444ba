package io.belastbar.chaos.runbook;

import java.time.Duration;
import java.util.List;

/**
 * How the system is when nothing is broken.
 *
 * @param within how long its proof before the exercise may take
 * @param regainedWithin how long it may take after the rollback
 */
public record SteadyState(Duration within, Duration regainedWithin, List<Expected> expectations) {
    public SteadyState {
        expectations = List.copyOf(expectations);
    }
}
