package io.belastbar.examples.behaviour;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of {@code PUT /control}. An absent field keeps the healthy value; an unknown one is an error, because a
 * misspelt fault would otherwise be no fault at all.
 *
 * @param behaviour what to do from now on
 * @param share of the calls that are treated so, from 0 to 1; the others are treated as by a healthy system
 * @param limit how long, counted from the arrival
 * @param token who wants it: a reset that names it takes back this command and no other
 * @param notAfter when it ends at the latest, so that a command that was long under way does not begin anew
 */
public record ControlDocument(
        Behaviour behaviour, double share, Duration limit, Optional<String> token, Optional<Instant> notAfter) {
    /** The time limit when the caller names none. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

    private static final Set<String> KNOWN = Set.of(
            "latencyMs", "latencyJitterMs", "errorRate", "hangRate", "share", "expiresAfterMs", "token", "notAfter");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

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
        double share = number(fields, "share", 1, errors);
        Behaviour.requireShare("share", share, errors);
        long limit = millis(fields, "expiresAfterMs", DEFAULT_LIMIT.toMillis(), errors);
        Optional<String> token = token(fields, errors);
        Optional<Instant> notAfter = instant(fields, errors);
        if (!errors.isEmpty()) {
            throw new InvalidBehaviour(errors);
        }
        var behaviour = new Behaviour(latency, jitter, errorRate, hangRate);
        return new ControlDocument(behaviour, share, Duration.ofMillis(limit), token, notAfter);
    }

    /** The token of a reset; empty: whatever is in force goes. */
    static Optional<String> tokenOfReset(Map<String, Object> fields) {
        var errors = new ArrayList<String>();
        Optional<String> token = token(fields, errors);
        if (!errors.isEmpty()) {
            throw new InvalidBehaviour(errors);
        }
        return token;
    }

    private static Optional<String> token(Map<String, Object> fields, List<String> errors) {
        Object value = fields.get("token");
        if (value == null || value instanceof String text && TOKEN.matcher(text).matches()) {
            return Optional.ofNullable((String) value);
        }
        errors.add("token should be 1 to 64 letters, digits, dots, hyphens or underscores: was %s".formatted(value));
        return Optional.empty();
    }

    private static Optional<Instant> instant(Map<String, Object> fields, List<String> errors) {
        Object value = fields.get("notAfter");
        try {
            return value == null ? Optional.empty() : Optional.of(Instant.parse(value.toString()));
        } catch (DateTimeException noTime) {
            errors.add("notAfter should be a time such as 2026-11-20T12:00:00Z: was %s".formatted(value));
            return Optional.empty();
        }
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
