package io.belastbar.local.measure;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.util.LinkedHashSet;

/**
 * Prints what the measurements say about the promises: a line for what was measured, and below it what the promise's window
 * says with all others.
 */
final class MeasureReport {
    private final PrintStream out;
    private final ReportLanguage language;

    MeasureReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    /** @return the exit code of the worst verdict on what was measured; what a window says changes none */
    int print(JsonNode receipt) {
        printStored(receipt.path("stored").asInt(), receipt.path("known").asInt());
        receipt.path("objectives").forEach(this::printVerdict);
        var hints = new LinkedHashSet<String>();
        receipt.path("measurements")
                .forEach(measurement -> hints.add(measurement.path("hint").asText("")));
        hints.stream().filter(hint -> !hint.isEmpty()).forEach(this::printHint);
        return receipt.path("verdict").asText().equals("FAIL") ? ExitCodes.BUDGET_FAILED : ExitCodes.PASSED;
    }

    private void printStored(int stored, int known) {
        out.println((stored == 1
                        ? language.say("1 value stored", "1 Wert gespeichert")
                        : stored + language.say(" values stored", " Werte gespeichert"))
                + (known == 0
                        ? ""
                        : language.say(", " + known + " stored before", ", " + known + " schon gespeichert")));
    }

    private void printHint(String hint) {
        out.println(
                language.say("No verdict: " + hint + ".", "Kein Urteil, denn dazu ist nichts zugesagt: " + hint + "."));
    }

    private void printVerdict(JsonNode objective) {
        out.println("%s  %s %s %s: %s"
                .formatted(
                        objective.path("verdict").asText(),
                        objective.path("subject").asText(),
                        objective.path("metric").asText().replaceFirst("^target_", ""),
                        objective.path("limit").asText(),
                        observed(objective)));
        JsonNode window = objective.path("window");
        if (window.isObject()) {
            String length = window.path("length").asText();
            out.println("      " + language.say("window of ", "Fenster von ") + length + ": "
                    + window.path("verdict").asText() + ", " + observed(window));
        }
    }

    /** The value and why it is judged so. */
    private String observed(JsonNode result) {
        String observed = result.path("observed").asText("");
        String reason = result.path(language == ReportLanguage.DE ? "reasonGerman" : "reason")
                .asText("");
        boolean nothing = observed.isEmpty() || observed.equals("null");
        String value = nothing ? language.say("no value", "kein Wert") : observed;
        return reason.isEmpty() || reason.equals("null") ? value : value + " (" + reason + ")";
    }
}
