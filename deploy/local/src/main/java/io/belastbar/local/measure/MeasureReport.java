package io.belastbar.local.measure;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;

/** Prints what the measurements say about the promises, one line each. */
final class MeasureReport {
    private final PrintStream out;
    private final ReportLanguage language;

    MeasureReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    /** @return the exit code of the worst verdict */
    int print(JsonNode receipt) {
        int stored = receipt.path("stored").asInt();
        out.println(
                stored == 1
                        ? language.say("1 value stored", "1 Wert gespeichert")
                        : stored + language.say(" values stored", " Werte gespeichert"));
        for (JsonNode measurement : receipt.path("measurements")) {
            measurement.path("objectives").forEach(this::printVerdict);
        }
        if (receipt.hasNonNull("hint")) {
            out.println(language.say(
                    "Nothing is promised about this, so there is no verdict.",
                    "Dazu ist nichts zugesagt, also gibt es kein Urteil."));
        }
        return receipt.path("verdict").asText().equals("FAIL") ? ExitCodes.BUDGET_FAILED : ExitCodes.PASSED;
    }

    private void printVerdict(JsonNode objective) {
        var line = new StringBuilder(objective.path("verdict").asText());
        line.append("  ").append(objective.path("subject").asText()).append(' ');
        line.append(objective.path("metric").asText().replaceFirst("^target_", ""));
        line.append(' ').append(objective.path("limit").asText()).append(": ");
        line.append(objective.path("observed").asText(language.say("no value", "kein Wert")));
        String reason = objective
                .path(language == ReportLanguage.DE ? "reasonGerman" : "reason")
                .asText("");
        if (!reason.isEmpty() && !reason.equals("null")) {
            line.append(" (").append(reason).append(')');
        }
        out.println(line);
    }
}
