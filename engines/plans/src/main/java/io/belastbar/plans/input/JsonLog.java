package io.belastbar.plans.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's log by {@code log_destination = jsonlog} (from version 15): one object a line. */
final class JsonLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLog() {}

    static boolean isOne(String text) {
        // The first may have been cut off.
        return text.lines().filter(line -> !line.isBlank()).limit(2).anyMatch(line -> entry(line)
                .isPresent());
    }

    static List<LogMessage> messages(String text) {
        List<LogMessage> messages = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            int at = number;
            entry(line).ifPresent(entry -> messages.add(message(entry, at)));
        }
        return messages;
    }

    /** A line that was cut off is none. */
    private static Optional<JsonNode> entry(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode entry = JSON.readTree(line);
            return Optional.of(entry).filter(log -> log.path("error_severity").isTextual());
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static LogMessage message(JsonNode entry, int line) {
        return new LogMessage(
                line, 1, entry.path("message").asText(""), entry.path("detail").asText(""), true);
    }
}
