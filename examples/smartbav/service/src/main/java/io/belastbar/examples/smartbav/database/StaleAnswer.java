package io.belastbar.examples.smartbav.database;

import io.belastbar.faulttolerance.fallback.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How an answer says that it is from before: {@code X-Stale: true}, and {@code Age} in seconds (RFC 9111 section 5.1).
 * A fresh one has neither.
 */
public final class StaleAnswer {
    public static final String HEADER = "X-Stale";
    private static final String AGE = "Age";

    private StaleAnswer() {}

    public static Map<String, String> headers(Answer<?> answer, Instant now) {
        if (!answer.stale()) {
            return Map.of();
        }
        long age = Math.max(0, Duration.between(answer.at(), now).toSeconds());
        return Map.of(HEADER, "true", AGE, Long.toString(age));
    }
}
