package io.belastbar.chaos.expectation.breaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.BreakerStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code GET /api/v1/circuit-breaker-status} says: {@code {"versicherer-api": {"status": "OPEN", "failureCount": 5,
 * "failureThreshold": 5, "nextRetryAt": "…Z"}}}.
 */
public record BreakerStatusPage(Map<String, Breaker> breakers) {

    public static final String PATH = "/api/v1/circuit-breaker-status";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One breaker.
     *
     * @param failureThreshold failures in a row after which it opens; 0 if it does not say
     * @param nextRetryAt when it tries again; only while it is open
     * @param fleet what the instances say together; empty if it does not say
     */
    public record Breaker(
            BreakerStatus status,
            int failureCount,
            int failureThreshold,
            Optional<Instant> nextRetryAt,
            Optional<BreakerStatus> fleet) {}

    public BreakerStatusPage {
        breakers = Map.copyOf(breakers);
    }

    /** Empty if it is no such page. What is no breaker is passed over. */
    public static Optional<BreakerStatusPage> read(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            if (root == null || !root.isObject()) {
                return Optional.empty();
            }
            Map<String, Breaker> breakers = new LinkedHashMap<>();
            root.properties().forEach(entry -> breaker(entry.getValue())
                    .ifPresent(found -> breakers.put(entry.getKey(), found)));
            return Optional.of(new BreakerStatusPage(breakers));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    public Optional<Breaker> breaker(String name) {
        return Optional.ofNullable(breakers.get(name));
    }

    /** The names, for who asked for another. */
    public List<String> names() {
        List<String> names = new ArrayList<>(breakers.keySet());
        names.sort(null);
        return names;
    }

    private static Optional<Breaker> breaker(JsonNode at) {
        return status(at.path("status"))
                .map(status -> new Breaker(
                        status,
                        at.path("failureCount").asInt(0),
                        at.path("failureThreshold").asInt(0),
                        instant(at.path("nextRetryAt")),
                        status(at.path("fleetStatus"))));
    }

    private static Optional<BreakerStatus> status(JsonNode at) {
        for (BreakerStatus status : BreakerStatus.values()) {
            if (status.name().equals(at.asText())) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(JsonNode at) {
        try {
            return at.isTextual() ? Optional.of(Instant.parse(at.textValue())) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
