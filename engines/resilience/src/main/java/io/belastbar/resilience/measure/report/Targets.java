package io.belastbar.resilience.measure.report;

import java.time.Duration;
import java.util.Optional;

/**
 * What was to be reached.
 *
 * @param recoveryTime how long writes may not be possible
 * @param loss from the oldest lost write to the last
 */
public record Targets(Optional<Duration> recoveryTime, Optional<Duration> loss) {
    public static final Targets NONE = new Targets(Optional.empty(), Optional.empty());
}
