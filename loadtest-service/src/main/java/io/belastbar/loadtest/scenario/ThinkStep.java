package io.belastbar.loadtest.scenario;

import java.time.Duration;

/** A pause of the virtual user; it delays the next request's intended start. */
public record ThinkStep(Duration duration) implements Step {

    public ThinkStep {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("think time should not be negative: was " + duration);
        }
    }
}
