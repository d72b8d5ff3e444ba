package io.belastbar.local.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.text.NumberFormat;
import java.util.Locale;

/** Why requests of a run failed, a cause with its first message and what would help in two lines. */
public final class FailureReport {
    /** More would push the verdict off the screen; the reports have all. */
    private static final int SHOWN = 10;

    private final PrintStream out;
    private final ReportLanguage language;

    public FailureReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    /** @param run its report, or the run as the API shows it */
    public void print(JsonNode run) {
        JsonNode failures = run.path("failures");
        if (failures.isEmpty()) {
            return;
        }
        out.println(language.say("Why requests failed:", "Warum Anfragen fehlschlugen:"));
        int shown = 0;
        for (JsonNode failure : failures) {
            if (shown++ == SHOWN) {
                int more = failures.size() - SHOWN;
                out.println("  … " + more
                        + language.say(" more causes in the reports", " weitere Ursachen in den Berichten"));
                return;
            }
            out.println("  " + line(failure));
            out.println("      → " + advice(failure));
        }
    }

    private String line(JsonNode failure) {
        String message = failure.path("message").asText();
        return number(failure.path("count").asLong())
                + language.say(" of ", " von ")
                + failure.path("step").asText()
                + " ("
                + percent(failure.path("share").asDouble())
                + "): "
                + name(failure)
                + (message.isEmpty() ? "" : ": " + message);
    }

    /** The class with its status or SQLSTATE. */
    static String name(JsonNode failure) {
        String error = failure.path("errorClass").asText(failure.path("error").asText());
        return (error + " " + failure.path("code").asText()).strip();
    }

    /** The report has both languages in one field, the API in two. */
    private String advice(JsonNode failure) {
        JsonNode advice = failure.path("advice");
        return advice.isObject()
                ? advice.path(language.code()).asText()
                : failure.path(language.say("advice", "adviceGerman")).asText();
    }

    private String number(long count) {
        return NumberFormat.getIntegerInstance(locale()).format(count);
    }

    private String percent(double share) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(share < 0.1 ? 2 : 0);
        return format.format(share * 100) + " %";
    }

    private Locale locale() {
        return language == ReportLanguage.DE ? Locale.GERMANY : Locale.UK;
    }
}
