package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.util.stream.StreamSupport;

/**
 * Prints what a run ended with: its thresholds, the verdict, the reasons, which say what to change when a run does not
 * count, and what the verdict leaves open. The words are those of the report, so that every place tells the same. Reads the run's JSON report, or the run as the API shows it when there is no report.
 */
final class VerdictReport {
    private static final String ROW = "  %-15s  %-34s  %-22s  %12s  %12s  %9s%n";
    private static final int SUBJECT_WIDTH = 34;

    private final PrintStream out;
    private final ReportLanguage language;
    private final MeasuredValue values;

    VerdictReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
        this.values = new MeasuredValue(language);
    }

    /** @param refused whether the run ended before its load, so that its thresholds were never looked at */
    void print(JsonNode report, boolean refused) {
        JsonNode thresholds = report.path("thresholds");
        String verdict = report.path("verdict").asText();
        out.println();
        if (thresholds.isEmpty()) {
            out.println(unjudged(verdict, refused));
        } else {
            table(thresholds);
        }
        out.println(say("Verdict: ", "Urteil: ") + verdict + " – " + summary(report, verdict, thresholds));
        boolean german = language == ReportLanguage.DE && report.has("reasonsGerman");
        report.path(german ? "reasonsGerman" : "reasons").forEach(reason -> out.println("  " + sentence(reason)));
        report.path("caveats").forEach(caveat -> out.println("  " + sentence(caveat)));
        report.path("generator").path("notes").forEach(note -> out.println("  " + sentence(note)));
    }

    /** Only a run that came to its end shows by an empty table that there are no thresholds. */
    private String unjudged(String verdict, boolean refused) {
        if (refused) {
            return say(
                    "No threshold was judged: the run ended before its load.",
                    "Keine Schwelle wurde beurteilt: Der Lauf endete vor seiner Last.");
        }
        return verdict.equals("ABORTED")
                ? say(
                        "No threshold was judged: the run broke off.",
                        "Keine Schwelle wurde beurteilt: Der Lauf brach ab.")
                : say(
                        "No thresholds: the run was held against no promise.",
                        "Keine Schwellen: Der Lauf wurde an keiner Zusage gemessen.");
    }

    private void table(JsonNode thresholds) {
        out.printf(
                ROW,
                say("result", "Ergebnis"),
                say("of", "von"),
                say("threshold", "Schwelle"),
                say("limit", "Grenze"),
                say("observed", "gemessen"),
                say("margin", "Reserve"));
        for (JsonNode threshold : thresholds) {
            String expression = threshold.path("expression").asText();
            JsonNode margin = threshold.path("marginPercent");
            out.printf(
                    ROW,
                    status(threshold.path("status").asText()),
                    subject(threshold),
                    expression,
                    values.text(expression, threshold.path("limit")),
                    values.text(expression, threshold.path("observed")),
                    margin.isNumber() ? values.number(margin.asDouble(), 1) + " %" : "–");
        }
        out.println();
    }

    /** In German as the page of the report has it. */
    private String status(String status) {
        return switch (status) {
            case "PASS" -> say(status, "gehalten");
            case "WARN" -> say(status, "nicht bewiesen");
            case "FAIL" -> say(status, "verletzt");
            case "INCONCLUSIVE" -> say(status, "zu wenige");
            case "NO_DATA" -> say(status, "keine Daten");
            case "NOT_OFFERED" -> say(status, "nicht angeboten");
            default -> status;
        };
    }

    private String subject(JsonNode threshold) {
        String scope = threshold.path("step").asText("") + " "
                + threshold.path("tenant").asText("");
        String subject = threshold.path("on").asText(scope).strip();
        if (subject.isEmpty()) {
            return say("whole run", "ganzer Lauf");
        }
        return subject.length() <= SUBJECT_WIDTH ? subject : subject.substring(0, SUBJECT_WIDTH - 1) + "…";
    }

    /** A sentence in both languages, or in one. */
    private String sentence(JsonNode node) {
        return node.isTextual() ? node.asText() : node.path(language.code()).asText();
    }

    /** In German the verdicts stay as they are: they are what documents and dashboards show. */
    private String summary(JsonNode report, String verdict, JsonNode thresholds) {
        return report.has("summary") ? sentence(report.path("summary")) : meaning(verdict, thresholds);
    }

    /** What can be said without a report: no more than the rows show. */
    private String meaning(String verdict, JsonNode thresholds) {
        return switch (verdict) {
            case "PASSED" ->
                thresholds.isEmpty()
                        ? say("the load was the one that was asked for", "die Last war die verlangte")
                        : allPassed(thresholds)
                                ? say("every threshold was kept", "alle Schwellen eingehalten")
                                : say("no threshold was violated", "keine Schwelle verletzt");
            case "FAILED" ->
                violated(thresholds)
                        ? say("a threshold was violated", "mindestens eine Schwelle verletzt")
                        : say("for the reasons below", "aus den folgenden Gründen");
            case "INVALID" ->
                say("the numbers say nothing about the target", "die Zahlen sagen nichts über das Ziel aus");
            case "ABORTED" -> say("the run did not come to its end", "der Lauf kam nicht zu seinem Ende");
            default -> say("unknown to this command line", "dieser Befehlszeile unbekannt");
        };
    }

    private static boolean violated(JsonNode thresholds) {
        return StreamSupport.stream(thresholds.spliterator(), false)
                .anyMatch(threshold -> threshold.path("status").asText().equals("FAIL"));
    }

    private static boolean allPassed(JsonNode thresholds) {
        return StreamSupport.stream(thresholds.spliterator(), false)
                .allMatch(threshold -> threshold.path("status").asText().equals("PASS"));
    }

    private String say(String english, String german) {
        return language.say(english, german);
    }
}
