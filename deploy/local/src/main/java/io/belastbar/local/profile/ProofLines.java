package io.belastbar.local.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A proof as lines for people. */
final class ProofLines {
    private final JsonNode report;
    private final ReportLanguage language;

    /** @param proof as the API shows it */
    ProofLines(JsonNode proof, ReportLanguage language) {
        this.report = proof.path("report");
        this.language = language;
    }

    /** Whether there is no candidate that was not proven. */
    boolean allHelp() {
        for (JsonNode result : report.path("results")) {
            if (!"PROVEN".equals(result.path("verdict").asText())) {
                return false;
            }
        }
        return true;
    }

    List<String> all() {
        List<String> lines = new ArrayList<>();
        for (JsonNode result : report.path("results")) {
            String number =
                    result.path("finding").isTextual() ? result.path("finding").asText() + " " : "";
            lines.add("");
            lines.add(number + verdict(result.path("verdict").asText()) + ": "
                    + result.path("ddl").asText());
            lines.add("  " + result.path("reason").asText());
            if (result.path("indexBytes").asLong() > 0) {
                lines.add("  " + cost(result));
            }
            result.path("statements").forEach(statement -> addSets(lines, statement));
        }
        if (report.path("copy").path("sampled").asBoolean()) {
            lines.add("");
            lines.add(language.say("Measured on a sample of the rows.", "Gemessen an einer Stichprobe der Zeilen."));
        }
        report.path("notes").forEach(note -> lines.add("- " + note.asText()));
        return lines;
    }

    private void addSets(List<String> lines, JsonNode statement) {
        statement
                .path("sets")
                .forEach(set -> lines.add(String.format(
                        Locale.ROOT,
                        language.say(
                                "  %-7s %,9d blocks, %9.3f ms  ->  %,9d blocks, %9.3f ms",
                                "  %-7s %,9d Blöcke, %9.3f ms  ->  %,9d Blöcke, %9.3f ms"),
                        set.path("name").asText(),
                        set.path("before").path("blocks").asLong(),
                        set.path("before").path("medianMs").asDouble(),
                        set.path("after").path("blocks").asLong(),
                        set.path("after").path("medianMs").asDouble())));
        if (statement.path("problem").isTextual()) {
            lines.add("  " + statement.path("problem").asText());
        }
    }

    private String cost(JsonNode result) {
        String size = String.format(
                Locale.ROOT,
                language.say("size %,d KiB, built in %,.0f ms", "Größe %,d KiB, erzeugt in %,.0f ms"),
                result.path("indexBytes").asLong() >> 10,
                result.path("buildMs").asDouble());
        JsonNode inserts = result.path("inserts");
        return inserts.isObject()
                ? size
                        + String.format(
                                Locale.ROOT,
                                language.say(
                                        "; inserts %.0f %% slower, %.2f µs a row",
                                        "; Einfügen %.0f %% langsamer, %.2f µs je Zeile"),
                                inserts.path("percent").asDouble(),
                                inserts.path("microsPerRow").asDouble())
                : size;
    }

    private String verdict(String verdict) {
        return switch (verdict) {
            case "PROVEN" -> language.say("proven", "bewiesen");
            case "NOT_PROVEN" -> language.say("does not help", "hilft nicht");
            default -> language.say("not measured", "nicht gemessen");
        };
    }
}
