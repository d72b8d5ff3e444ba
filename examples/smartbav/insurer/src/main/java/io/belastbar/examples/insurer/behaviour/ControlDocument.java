package io.belastbar.examples.insurer.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of {@code PUT /control}. An absent field keeps the healthy value; an unknown one is an error, because a
 * misspelt fault would otherwise be no fault at all.
 *
 * @param behaviour what to do from now on
 * @param limit how long
 */
public record ControlDocument(Behaviour behaviour, Duration limit) {
    /** The time limit when the caller names none. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

    private static final Set<String> KNOWN =
            Set.of("latencyMs", "latencyJitterMs", "errorRate", "hangRate", "expiresAfterMs");

    /** @throws InvalidBehaviour naming every unknown field and every value that is no number or out of range */
    public static ControlDocument of(Map<String, Object> fields, Behaviour healthy) {
        var errors = new ArrayList<String>();
        fields.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .forEach(name -> errors.add("%s is unknown; known are %s"
                        .formatted(name, KNOWN.stream().sorted().toList())));
        long latency = millis(fields, "latencyMs", healthy.latencyMs(), errors);
        long jitter = millis(fields, "latencyJitterMs", healthy.latencyJitterMs(), errors);
        double errorRate = number(fields, "errorRate", healthy.errorRate(), errors);
        double hangRate = number(fields, "hangRate", healthy.hangRate(), errors);
        long limit = millis(fields, "expiresAfterMs", DEFAULT_LIMIT.toMillis(), errors);
        if (!errors.isEmpty()) {
            throw new InvalidBehaviour(errors);
        }
        return new ControlDocument(new Behaviour(latency, jitter, errorRate, hangRate), Duration.ofMillis(limit));
    }

    private static long millis(Map<String, Object> fields, String name, long absent, List<String> errors) {
        Object value = fields.get(name);
        if (value == null || value instanceof Integer || value instanceof Long) {
            return value == null ? absent : ((Number) value).longValue();
        }
        errors.add("%s should be a whole number of milliseconds: was %s".formatted(name, value));
        return absent;
    }

    private static double number(Map<String, Object> fields, String name, double absent, List<String> errors) {
        Object value = fields.get(name);
        if (value == null || value instanceof Number) {
            return value == null ? absent : ((Number) value).doubleValue();
        }
        errors.add("%s should be a number: was %s".formatted(name, value));
        return absent;
    }
}
