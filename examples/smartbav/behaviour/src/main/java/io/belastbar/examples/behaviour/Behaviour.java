package io.belastbar.examples.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a remote system treats its callers.
 *
 * @param latencyMs mean answer time, in milliseconds
 * @param latencyJitterMs answers take {@code latencyMs} plus or minus this, uniformly, never less than zero
 * @param errorRate share of calls answered with status 500, from 0 to 1
 * @param hangRate share of calls that get no answer at all, from 0 to 1; decided before {@code errorRate}
 */
public record Behaviour(long latencyMs, long latencyJitterMs, double errorRate, double hangRate) {
    /** Longer than any caller waits; a typing error of three zeros is caught. */
    public static final long LONGEST_LATENCY_MS = 300_000;

    /** @throws InvalidBehaviour naming every value out of range */
    public Behaviour {
        var errors = new ArrayList<String>();
        requireMillis("latencyMs", latencyMs, errors);
        requireMillis("latencyJitterMs", latencyJitterMs, errors);
        requireShare("errorRate", errorRate, errors);
        requireShare("hangRate", hangRate, errors);
        if (!errors.isEmpty()) {
            throw new InvalidBehaviour(errors);
        }
    }

    /** Decides the fate of one call. */
    public Outcome next(RandomGenerator random) {
        if (random.nextDouble() < hangRate) {
            return new Outcome.Hang();
        }
        long jitter = latencyJitterMs == 0 ? 0 : random.nextLong(-latencyJitterMs, latencyJitterMs + 1);
        long delayMs = Math.max(0, latencyMs + jitter);
        return random.nextDouble() < errorRate ? new Outcome.Fail(delayMs) : new Outcome.Answer(delayMs);
    }

    private static void requireMillis(String name, long value, List<String> errors) {
        if (value < 0 || value > LONGEST_LATENCY_MS) {
            errors.add("%s should be between 0 and %d: was %d".formatted(name, LONGEST_LATENCY_MS, value));
        }
    }

    static void requireShare(String name, double value, List<String> errors) {
        if (!(value >= 0 && value <= 1)) {
            errors.add("%s should be between 0 and 1: was %s".formatted(name, value));
        }
    }
}
