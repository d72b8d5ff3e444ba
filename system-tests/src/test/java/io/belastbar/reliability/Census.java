package io.belastbar.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.RunningPlatform;
import io.belastbar.service.Services;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What became of the writes, read through the doors of the services that they concern. */
record Census(Map<String, Integer> stored, Map<String, Integer> applied, int deadLetters, double pending) {

    /**
     * Counts forecasts and what they caused, by metric.
     *
     * @return empty while a service does not answer
     */
    static Optional<Census> take(RunningPlatform platform) throws Exception {
        try {
            var stored = new HashMap<String, Integer>();
            each(
                    platform,
                    "capacity",
                    "/api/v1/systems/" + Writers.SYSTEM + "/forecasts",
                    item -> stored.merge(item.path("metric").asText(), 1, Integer::sum));
            var applied = new HashMap<String, Integer>();
            each(
                    platform,
                    "budget",
                    "/api/v1/systems/" + Writers.SYSTEM + "/escalations",
                    item -> applied.merge(
                            item.path("component").asText(),
                            item.path("occurrences").asInt(),
                            Integer::sum));
            int deadLetters = 0;
            double pending = 0;
            for (String service : Services.names()) {
                deadLetters += platform.json(service, "/api/v1/dead-letters")
                        .path("items")
                        .size();
                pending += platform.metric(service, "belastbar_outbox_pending");
            }
            return Optional.of(new Census(stored, applied, deadLetters, pending));
        } catch (NotYet | java.io.IOException away) {
            return Optional.empty();
        }
    }

    /** Whether each stored write has arrived, and nothing is under way. */
    boolean isSettled() {
        return pending == 0 && applied.keySet().containsAll(stored.keySet());
    }

    private static void each(RunningPlatform platform, String service, String path, Consumer<JsonNode> consumer)
            throws Exception {
        String cursor = null;
        do {
            var answer =
                    platform.get(service, path + "?limit=200" + (cursor == null ? "" : "&cursor=" + encoded(cursor)));
            if (answer.statusCode() != 200) {
                throw new NotYet();
            }
            JsonNode page = RunningPlatform.parse(answer);
            page.path("items").forEach(consumer);
            cursor = page.hasNonNull("nextCursor") ? page.get("nextCursor").asText() : null;
        } while (cursor != null);
    }

    private static String encoded(String cursor) {
        return URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    private static final class NotYet extends RuntimeException {}
}
