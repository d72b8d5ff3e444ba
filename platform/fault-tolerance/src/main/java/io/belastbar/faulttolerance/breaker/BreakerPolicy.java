package io.belastbar.faulttolerance.breaker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a circuit breaker opens, and when it tries again.
 *
 * @param name the breaker's name; one breaker per remote system, not per call site
 * @param failureThreshold opens after this many failures in a row
 * @param timeout a call that takes longer has failed
 * @param openDelay how long an open breaker admits nothing; each instance has its own by {@link #jittered}
 * @param successThreshold how many probes a half-open breaker admits, and how many must succeed to close it
 */
public record BreakerPolicy(
        String name, int failureThreshold, Duration timeout, Duration openDelay, int successThreshold) {

    /** The breaker in front of the insurers' API. */
    public static final String INSURER = "versicherer-api";

    public static final int DEFAULT_FAILURE_THRESHOLD = 5;
    /** Below the 30 s of a slow insurer, so that slowness counts as failure. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public static final Duration DEFAULT_OPEN_DELAY = Duration.ofSeconds(30);
    public static final int DEFAULT_SUCCESS_THRESHOLD = 2;

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double JITTER = 0.2;

    public BreakerPolicy {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "breaker name should be lower-case letters, digits and hyphens, at most 63: was " + name);
        }
        requireBetween("failureThreshold", failureThreshold, 1, 1_000);
        requireBetween("successThreshold", successThreshold, 1, 100);
        requireBetween("timeout", timeout);
        requireBetween("openDelay", openDelay);
    }

    /** The policy of a breaker for which nothing is configured. */
    public static BreakerPolicy defaults(String name) {
        return new BreakerPolicy(
                name, DEFAULT_FAILURE_THRESHOLD, DEFAULT_TIMEOUT, DEFAULT_OPEN_DELAY, DEFAULT_SUCCESS_THRESHOLD);
    }

    /**
     * This policy with an open delay of its own, at most a fifth shorter or longer, so that instances that opened
     * together do not probe together.
     */
    public BreakerPolicy jittered(RandomGenerator random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        long millis = Math.clamp(Math.round(openDelay.toMillis() * factor), 1, LONGEST.toMillis());
        return new BreakerPolicy(name, failureThreshold, timeout, Duration.ofMillis(millis), successThreshold);
    }

    private static void requireBetween(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s should be between %d and %d: was %d".formatted(what, least, most, value));
        }
    }

    private static void requireBetween(String what, Duration value) {
        if (value == null || value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s should be between PT0.001S and %s: was %s".formatted(what, LONGEST, value));
        }
    }
}
