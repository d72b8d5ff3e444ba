package io.belastbar.load.scenario;

import java.time.Duration;

/**
 * A part of a closed load: within {@code duration} the number of virtual users moves linearly from where the previous
 * stage ended (zero before the first) to {@code target}. A stage without duration jumps.
 */
public record UserStage(Duration duration, int target) {

    public UserStage {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration should not be negative: was " + duration);
        }
        if (target < 0) {
            throw new IllegalArgumentException("target should not be negative: was " + target);
        }
    }
}
