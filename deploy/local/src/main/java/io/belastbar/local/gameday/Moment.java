package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One thing that happened on a game day, as its events and its record tell it.
 *
 * @param at empty if it is no time
 * @param kind what happened, as in {@code STEP_DONE}
 * @param action the step's kind, or {@code game-day}
 * @param subject of which step, expectation or state
 * @param details what else is told, by name
 */
record Moment(
        Optional<Instant> at, String kind, String action, String subject, String by, Map<String, String> details) {
    private static final String GERMAN = "@de";
    private static final Set<String> OWN = Set.of("subject", "action", "state", "target");

    /** @param event the data of a server-sent event */
    static Moment ofEvent(JsonNode event) {
        return of(event, event.path("phase"), event, event.path("details"));
    }

    /** @param entry the inner object of a line of the record */
    static Moment ofEntry(JsonNode entry) {
        return of(entry, entry.path("kind"), entry.path("content"), entry.path("content"));
    }

    private static Moment of(JsonNode whole, JsonNode kind, JsonNode subject, JsonNode more) {
        Map<String, String> details = new TreeMap<>();
        more.properties().forEach(field -> {
            if (!OWN.contains(field.getKey())) {
                JsonNode value = field.getValue();
                details.put(plain(field.getKey()), plain(value.isValueNode() ? value.asText() : value.toString()));
            }
        });
        return new Moment(
                time(whole.path("at").asText()),
                plain(kind.asText()),
                plain(subject.path("action").asText()),
                plain(subject.path("subject").asText()),
                plain(whole.path("by").asText()),
                details);
    }

    /** What else is told, in one language: what was said in German too stands under the same name with {@code @de}. */
    Map<String, String> details(ReportLanguage language) {
        Map<String, String> chosen = new TreeMap<>();
        details.forEach((name, text) -> {
            if (!name.endsWith(GERMAN)) {
                chosen.put(name, language == ReportLanguage.DE ? details.getOrDefault(name + GERMAN, text) : text);
            }
        });
        return chosen;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** What somebody named must not move a terminal's cursor. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
