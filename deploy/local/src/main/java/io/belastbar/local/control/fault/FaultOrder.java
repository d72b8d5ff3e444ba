package io.belastbar.local.control.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a caller wants done to a child.
 *
 * @param token the fault's id: who takes it back names it
 * @param limit after which it ends by itself
 * @param notAfter when it ends at the latest by the wall clock, so that an order that was long under way does not begin
 */
public record FaultOrder(String token, FaultAction action, Duration limit, Optional<Instant> notAfter) {
    public static final Duration LIMIT_MAX = Duration.ofHours(8);
    public static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private static final Set<String> FIELDS = Set.of("token", "action", "expiresAfterMs", "notAfter");

    /** @throws Refusal that names every field at fault */
    public static FaultOrder of(JsonNode document) throws Refusal {
        Map<String, String> errors = new LinkedHashMap<>();
        document.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                errors.put(field, "is not known here; known are action, expiresAfterMs, notAfter, token");
            }
        });
        String token = document.path("token").asText();
        if (!document.path("token").isTextual() || !TOKEN.matcher(token).matches()) {
            errors.put("token", "should be 1 to 200 letters, digits and ._:- : was " + shown(document.get("token")));
        }
        Optional<FaultAction> action = FaultAction.of(document.path("action").asText());
        if (action.isEmpty()) {
            errors.put(
                    "action",
                    "should be one of " + String.join(", ", FaultAction.words()) + ": was "
                            + shown(document.get("action")));
        }
        JsonNode limit = document.path("expiresAfterMs");
        if (!limit.isIntegralNumber() || !limit.canConvertToLong() || !isLimit(limit.asLong())) {
            errors.put(
                    "expiresAfterMs",
                    "should be 1 to " + LIMIT_MAX.toMillis() + " ms: was " + shown(document.get("expiresAfterMs")));
        }
        Optional<Instant> notAfter = notAfter(document.path("notAfter"), errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return new FaultOrder(token, action.orElseThrow(), Duration.ofMillis(limit.asLong()), notAfter);
    }

    private static boolean isLimit(long millis) {
        return millis >= 1 && millis <= LIMIT_MAX.toMillis();
    }

    private static Optional<Instant> notAfter(JsonNode node, Map<String, String> errors) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(node.asText()));
        } catch (DateTimeParseException noTime) {
            errors.put("notAfter", "should be a time such as 2026-11-20T12:00:00Z: was " + shown(node));
            return Optional.empty();
        }
    }

    /** What was received, not longer than a line. */
    public static String shown(JsonNode node) {
        String text = node == null ? "missing" : node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
