package io.belastbar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;

/** Prints the verdict table, the findings and where to look next. */
final class DemoReport {
    private static final String ROW = "  %-12s  %-36s  %-26s  %14s  %14s  %9s";
    private static final int SUBJECT_WIDTH = 36;

    private final PrintStream out;
    private final ReportLanguage language;

    DemoReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    void verdicts(JsonNode run, JsonNode evaluation) {
        out.println(
                say("Load generator: ", "Lastgenerator: ") + run.path("verdict").asText());
        out.printf("%n%s%n", say("Budget against measurement", "Budget gegen Messung"));
        out.printf(
                ROW + "%n",
                say("verdict", "Urteil"),
                say("subject", "Gegenstand"),
                say("metric", "Kennzahl"),
                say("limit", "Grenze"),
                say("observed", "gemessen"),
                say("headroom", "Reserve"));
        for (JsonNode objective : evaluation.path("objectives")) {
            objective(objective);
        }
        out.printf(
                "%n%s: %s%n",
                say("Verdict", "Gesamturteil"), evaluation.path("verdict").asText());
    }

    private void objective(JsonNode objective) {
        String headroom = objective.hasNonNull("headroomPercent")
                ? String.format(
                        Locale.ROOT, "%.0f %%", objective.get("headroomPercent").asDouble())
                : "";
        out.printf(
                ROW + "%n",
                objective.path("verdict").asText(),
                shorten(objective.path("subject").asText()),
                objective.path("metric").asText().replaceFirst("^target_", ""),
                objective.path("limit").asText(""),
                objective.hasNonNull("observed") ? objective.get("observed").asText() : "-",
                headroom);
        if (objective.hasNonNull("reason")
                && !"PASS".equals(objective.path("verdict").asText())) {
            out.println("                "
                    + say(
                            objective.get("reason").asText(),
                            objective
                                    .path("reasonGerman")
                                    .asText(objective.get("reason").asText())));
        }
    }

    void findings(JsonNode findings) {
        out.printf("%n%s%n", say("Findings", "Feststellungen"));
        if (findings == null || findings.isEmpty()) {
            out.println(say("  none", "  keine"));
            return;
        }
        var byNumber = new ArrayList<JsonNode>();
        findings.forEach(byNumber::add);
        byNumber.sort(Comparator.comparing(finding -> finding.path("number").asText()));
        for (JsonNode finding : byNumber) {
            out.printf(
                    "  %s  %-8s  %s%n",
                    finding.path("number").asText(),
                    finding.path("severity").asText(),
                    finding.path("title").asText());
            if (finding.path("evidence").hasNonNull("statement")) {
                String statement = finding.path("evidence").get("statement").asText();
                out.println("          " + statement.strip().replaceAll("\\s+", " "));
            }
            for (JsonNode symptom : finding.path("symptoms")) {
                out.printf(
                        "          %s %s, %s: %s, %s %s%n",
                        say("breaks", "bricht"),
                        symptom.path("subject").asText(),
                        symptom.path("metric").asText(),
                        symptom.path("observed").asText(),
                        say("promised", "zugesagt"),
                        symptom.path("limit").asText());
            }
            for (JsonNode measure : finding.path("recommendedMeasures")) {
                out.println("          → " + measure.asText());
            }
        }
    }

    void aborted(JsonNode run) {
        out.println(say("The run was aborted: ", "Der Lauf wurde abgebrochen: ") + run.path("reasons"));
    }

    void addresses(ApiClient api) {
        out.printf(
                "%n%s%n",
                say("The whole report, while it runs:", "Der ganze Bericht, solange es läuft:")
                        + " ./belastbar report --system smartbav --lang " + language.code());
        out.printf("%n%s%n", say("Addresses (with --keep)", "Adressen (mit --keep)"));
        api.services().forEach(service -> out.printf("  %-11s %s%n", service, api.url(service)));
        out.println();
    }

    private String say(String english, String german) {
        return language.say(english, german);
    }

    private static String shorten(String subject) {
        return subject.length() <= SUBJECT_WIDTH ? subject : subject.substring(0, SUBJECT_WIDTH - 1) + "…";
    }
}
