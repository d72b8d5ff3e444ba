package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;

/** Prints what a run ended with: the verdict, its thresholds, why it does not count and what to change then. */
final class VerdictReport {
    private static final String ROW = "  %-7s  %-34s  %-22s  %13s  %13s  %9s%n";
    private static final int SUBJECT_WIDTH = 34;

    private final PrintStream out;
    private final ReportLanguage language;

    VerdictReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    void print(JsonNode run) {
        out.println();
        thresholds(run.path("thresholds"));
        String verdict = run.path("verdict").asText();
        boolean promised = !run.path("thresholds").isEmpty();
        out.println(say("Verdict: ", "Urteil: ") + verdict + " – " + meaning(verdict, promised));
        for (JsonNode reason : run.path("reasons")) {
            out.println("  " + reason.asText());
        }
        for (JsonNode note : run.path("generator").path("notes")) {
            out.println("  " + note.asText());
        }
        if (verdict.equals("INVALID")) {
            remedies();
        }
    }

    private void thresholds(JsonNode thresholds) {
        if (thresholds.isEmpty()) {
            out.println(say("No thresholds: nothing was promised.", "Keine Schwellen: Es wurde nichts versprochen."));
            return;
        }
        out.printf(
                ROW,
                say("verdict", "Urteil"),
                say("of", "von"),
                say("threshold", "Schwelle"),
                say("limit", "Grenze"),
                say("observed", "gemessen"),
                say("margin", "Reserve"));
        for (JsonNode threshold : thresholds) {
            out.printf(
                    ROW,
                    threshold.path("verdict").asText(),
                    shorten(threshold.path("on").asText(say("whole run", "ganzer Lauf"))),
                    threshold.path("expression").asText(),
                    threshold.path("limit").asText("-"),
                    threshold.path("observed").asText("-"),
                    threshold.path("margin").asText("-"));
        }
        out.println();
    }

    private String meaning(String verdict, boolean promised) {
        return switch (verdict) {
            case "PASSED" ->
                promised
                        ? say("every threshold was kept", "alle Schwellen eingehalten")
                        : say("the load was the one that was asked for", "die Last war die verlangte");
            case "FAILED" -> say("a threshold was violated", "mindestens eine Schwelle verletzt");
            case "INVALID" ->
                say(
                        "the load was not the one that was asked for; the numbers say nothing about the target",
                        "die Last war nicht die verlangte; die Zahlen sagen nichts über das Ziel");
            case "ABORTED" -> say("the run did not come to its end", "der Lauf kam nicht zu seinem Ende");
            default -> say("unknown to this command line", "dieser Befehlszeile unbekannt");
        };
    }

    private void remedies() {
        out.println(say("What to change:", "Was zu ändern ist:"));
        out.println(
                say(
                        "  - give the generator more processor: end other work, or run the target on another machine",
                        "  - dem Generator mehr Prozessor geben: anderes beenden oder das Ziel auf einem anderen Rechner betreiben"));
        out.println(say(
                "  - or ask for less: fewer users, a lower rate, or think time between requests",
                "  - oder weniger verlangen: weniger Benutzer, eine kleinere Rate oder Denkzeit zwischen Anfragen"));
        out.println(
                say(
                        "  - or allow more at once, if users or connections ran out: users, connections in the scenario",
                        "  - oder mehr zugleich erlauben, falls Benutzer oder Verbindungen ausgingen: users, connections im Szenario"));
    }

    /** In German the terms of the API stay as they are: they are what documents and dashboards show. */
    private String say(String english, String german) {
        return language.say(english, german);
    }

    private static String shorten(String subject) {
        return subject.length() <= SUBJECT_WIDTH ? subject : subject.substring(0, SUBJECT_WIDTH - 1) + "…";
    }
}
