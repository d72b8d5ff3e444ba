package io.belastbar.budget.escalation.delivery;

import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double, each shortened at random by up to a half, so that messages that failed together do not come
 * back together.
 *
 * @param random from 0 to 1
 */
record RetryDelay(BackOff backOff, DoubleSupplier random) {

    Duration afterFailure(int failures) {
        var longest = backOff.afterFailure(failures).toMillis();
        return Duration.ofMillis(longest - Math.round(longest * random.getAsDouble() / 2));
    }
}
