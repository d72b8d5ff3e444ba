package io.belastbar.load.scenario;

import java.time.Duration;

/**
 * A part of an open load: within {@code duration} the arrival rate moves linearly from where the previous stage ended
 * (zero before the first) to {@code targetPerSecond} iterations per second. A stage without duration jumps.
 */
public record RateStage(Duration duration, double targetPerSecond) {

    public RateStage {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration should not be negative: was " + duration);
        }
        if (!(targetPerSecond >= 0) || Double.isInfinite(targetPerSecond)) {
            throw new IllegalArgumentException("rate should not be negative: was " + targetPerSecond);
        }
    }
}
