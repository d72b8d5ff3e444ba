package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.util.ArrayList;
import java.util.List;

/** What of a runbook in another language cannot be carried out here, and what is done otherwise: one line each. */
public final class OriginLines {
    private OriginLines() {}

    /** @param origin as chaos-service answers it; none of it gives no line */
    public static List<String> of(String file, JsonNode origin, ReportLanguage language) {
        List<String> lines = new ArrayList<>();
        String field = language.say("english", "german");
        origin.path("notPossible")
                .forEach(part -> lines.add("%s:%d:%d: %s: %s"
                        .formatted(
                                file,
                                part.path("line").asInt(),
                                part.path("column").asInt(),
                                Moment.plain(part.path("where").asText()),
                                language.say("not possible here, because ", "hier nicht möglich, weil ")
                                        + Moment.plain(
                                                part.path("because").path(field).asText())
                                        + ": "
                                        + Moment.plain(
                                                part.path("remedy").path(field).asText()))));
        origin.path("notes")
                .forEach(note -> lines.add(file + ": " + language.say("note: ", "Hinweis: ")
                        + Moment.plain(note.path(field).asText())));
        return lines;
    }
}
