package io.belastbar.local.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.ReportLanguage;
import java.io.PrintStream;
import java.text.NumberFormat;

/** Prints a comparison: what was shown, what stands in its way, and the quantiles behind it. */
final class ComparisonReport {
    private static final String ROW = "  %-10s  %12s  %12s  %9s  %21s  %s%n";

    private static final int PERCENTILE_DIGITS = 6;

    private static final double FACTOR_FROM = 10;
    private static final double UNBOUNDED_LOW = -0.99;
    private static final double UNBOUNDED_HIGH = 99;

    private final PrintStream out;
    private final ReportLanguage language;

    ComparisonReport(PrintStream out, ReportLanguage language) {
        this.out = out;
        this.language = language;
    }

    void print(JsonNode comparison) {
        out.println(say("Baseline: ", "Bezug: ") + describe(comparison.path("baseline")));
        for (JsonNode candidate : comparison.path("comparisons")) {
            out.println("\n" + say("Compared: ", "Verglichen: ") + describe(candidate.path("run")));
            for (JsonNode warning : candidate.path("warnings")) {
                out.println("  ! " + warning.path(language.code()).asText());
            }
            step(say("All requests", "Alle Anfragen"), candidate.path("overall"));
            apart(candidate.path("overall").path("method"));
            for (JsonNode step : candidate.path("steps")) {
                step(step.path("name").asText(), step);
            }
        }
    }

    private String describe(JsonNode run) {
        return String.format(
                language.locale(),
                "%s  %s  %s  %,d %s",
                run.path("runId").asText(),
                run.path("scenario").asText(),
                run.path("startedAt").asText(),
                run.path("requests").asLong(),
                say("requests", "Anfragen"));
    }

    private void step(String name, JsonNode step) {
        out.printf(
                "%n%s: %s%n", name, step.path("verdict").path(language.code()).asText());
        if (step.path("quantiles").isEmpty()) {
            return;
        }
        out.printf(
                ROW,
                say("quantile", "Quantil"),
                say("baseline", "Bezug"),
                say("compared", "verglichen"),
                say("change", "Änderung"),
                say("95 % confidence", "95 % Konfidenz"),
                "");
        for (JsonNode quantile : step.path("quantiles")) {
            JsonNode interval = quantile.path("confidence95");
            out.printf(
                    ROW,
                    "p" + number(quantile.path("percentile").asDouble()),
                    milliseconds(quantile.path("baselineMs")),
                    milliseconds(quantile.path("ms")),
                    percent(quantile.path("relativeChange")),
                    range(interval),
                    finding(quantile.path("finding").asText()));
        }
    }

    private String finding(String finding) {
        return switch (finding) {
            case "SHOWN" -> say("shown", "nachgewiesen");
            case "BELOW_RELEVANT" -> say("too small to matter", "zu klein, um zu zählen");
            case "GENERATOR_LATE" -> say("the generator was late", "der Lastgenerator war zu spät");
            case "ROUNDED" -> say("within what was rounded", "innerhalb der Rundung");
            case "ONE_STRETCH" -> say("from one stretch of the time", "aus einer Strecke der Zeit");
            case "RUNS_APART" -> say("earlier runs lie as far apart", "frühere Läufe liegen so weit auseinander");
            case "FEW_STRETCHES", "SINGLE_REQUESTS" -> say("measured too short", "zu kurz gemessen");
            default -> "";
        };
    }

    /** How far apart whole runs were taken to lie: whoever repeats them sees smaller differences. */
    private void apart(JsonNode method) {
        if (method.path("resamples").asInt() == 0) {
            return;
        }
        int earlier = method.path("earlierRuns").asInt();
        String share = percent(method.path("betweenRuns")).replace("+", "");
        out.println(
                earlier == 0
                        ? say(
                                "  Whole runs are taken to lie " + share
                                        + " apart beyond their seconds: there are no earlier ones. Repeat runs in turns to see less.",
                                "  Ganze Läufe werden über ihre Sekunden hinaus " + share
                                        + " auseinander angenommen: Es gibt keine früheren. Läufe abwechselnd zu wiederholen, zeigt mehr.")
                        : say(
                                "  Whole runs lie " + share + " apart beyond their seconds, as " + earlier
                                        + " earlier ones show.",
                                "  Ganze Läufe liegen über ihre Sekunden hinaus " + share + " auseinander, wie "
                                        + earlier + " frühere zeigen."));
    }

    /** A percentile, with all its digits. */
    private String number(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(PERCENTILE_DIGITS);
        return format.format(value);
    }

    private String milliseconds(JsonNode value) {
        return String.format(language.locale(), "%,.2f ms", value.asDouble());
    }

    /** Where the measurement may have made all of a quantile, neither end says anything. */
    private String range(JsonNode interval) {
        return interval.path(0).asDouble() <= UNBOUNDED_LOW && interval.path(1).asDouble() >= UNBOUNDED_HIGH
                ? say("cannot be bounded", "nicht einzugrenzen")
                : percent(interval.path(0)) + " … " + percent(interval.path(1));
    }

    /** From ten times on as a factor, which is read at a glance. */
    private String percent(JsonNode ratio) {
        if (!ratio.isNumber()) {
            return "–";
        }
        double change = ratio.asDouble();
        return change >= FACTOR_FROM - 1
                ? String.format(language.locale(), "×%,.1f", 1 + change)
                : String.format(language.locale(), "%+.1f %%", 100 * change);
    }

    private String say(String english, String german) {
        return language.say(english, german);
    }
}
