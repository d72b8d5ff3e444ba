package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.util.List;
import java.util.Optional;

/** What a game day waits for a person to do, and how that person says that it is done. */
record Awaited(String gameDay, String step, String role, String text) {

    /** @param day a game day as it is listed */
    static Optional<Awaited> of(JsonNode day) {
        JsonNode waits = day.path("waitsFor");
        return waits.hasNonNull("step")
                ? Optional.of(new Awaited(
                        day.path("id").asText(),
                        waits.path("step").asText(),
                        Moment.plain(waits.path("role").asText()),
                        Moment.plain(waits.path("text").asText())))
                : Optional.empty();
    }

    /** @param moment that a confirmation is awaited */
    static Awaited of(Moment moment, String gameDay) {
        return new Awaited(
                gameDay,
                moment.subject(),
                moment.details().getOrDefault("role", ""),
                moment.details().getOrDefault("text", ""));
    }

    /** The last one can be typed as it is. */
    List<String> lines(ReportLanguage language) {
        return List.of(
                "    " + language.say("waits for ", "wartet auf ") + role + ": " + text,
                "    belastbar game-day confirm " + gameDay + " " + quoted(step) + " --role " + quoted(role));
    }

    private static String quoted(String word) {
        String plain = Moment.plain(word);
        return plain.matches("[\\p{L}\\p{N}._:@/-]+") ? plain : "'" + plain.replace("'", "'\\''") + "'";
    }
}
