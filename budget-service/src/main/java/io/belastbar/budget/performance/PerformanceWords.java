package io.belastbar.budget.performance;

import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.performance.PerformanceReport.MetricReport;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The sentences and numbers of a performance report in one language; shared by its pages. */
final class PerformanceWords {

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");
    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm 'UTC'");
    private static final double KILO = 1_000;

    private final ReportLanguage language;

    PerformanceWords(ReportLanguage language) {
        this.language = language;
    }

    String title(PerformanceReport report) {
        return language.choose("Leistungsbericht ", "Performance report ") + report.system();
    }

    String period(PerformanceReport report) {
        return time(report.startTime()) + " – " + time(report.endTime());
    }

    /** The report in one sentence, bad news first and good news too. */
    String headline(PerformanceReport report) {
        var words = ReportPeriod.named(report).words().in(language);
        if (report.figures() == 0) {
            return language.choose(
                    "In " + words + " wurde nichts gemessen. Messen: belastbar measure SUBJECT METRIC VALUE",
                    "Nothing was measured in " + words + ". Measure with: belastbar measure SUBJECT METRIC VALUE");
        }
        var summary = report.summary();
        var deviations = summary.baselineDeviations().size();
        var german = "Von " + report.figures() + (report.figures() == 1 ? " Kenngröße " : " Kenngrößen ") + words + " "
                + (summary.criticalIssues() == 1 ? "ist " : "sind ")
                + count(summary.criticalIssues(), "keine", "eine") + " kritisch und "
                + count(summary.warnings(), "keine", "eine") + " auffällig; " + count(deviations, "keine", "eine")
                + (deviations == 1 ? " weicht" : " weichen") + " mehr als 20 % vom Ausgangswert ab.";
        var english = "Of " + report.figures() + (report.figures() == 1 ? " figure in " : " figures in ") + words + ", "
                + count(summary.criticalIssues(), "none", "one") + (summary.criticalIssues() == 1 ? " is" : " are")
                + " critical and " + count(summary.warnings(), "none", "one")
                + (summary.warnings() == 1 ? " shows" : " show")
                + " a warning; " + count(deviations, "none", "one")
                + (deviations == 1 ? " deviates" : " deviate") + " from the baseline by more than 20%.";
        return language.choose(german, english);
    }

    List<String> columns() {
        return language == ReportLanguage.GERMAN
                ? List.of(
                        "Kenngröße",
                        "Status",
                        "Letzter Wert",
                        "Zusage",
                        "Ausgangswert",
                        "Abweichung",
                        "Mittel",
                        "Min.",
                        "Max.",
                        "P95",
                        "Werte")
                : List.of(
                        "Metric",
                        "Status",
                        "Latest",
                        "Promise",
                        "Baseline",
                        "Deviation",
                        "Average",
                        "Min",
                        "Max",
                        "P95",
                        "Values");
    }

    /** One row, as {@link #columns()} name the cells. */
    List<String> cells(String name, MetricReport metric) {
        return List.of(
                name,
                status(metric.latestStatus()),
                value(metric.latestValue(), metric.unit()),
                metric.limit() == null ? "–" : metric.limit(),
                metric.baselineValue() == null ? "–" : value(metric.baselineValue(), metric.unit()),
                metric.baselineDeviation() == null ? "–" : signed(metric.baselineDeviation()),
                value(metric.avgValue(), metric.unit()),
                value(metric.minValue(), metric.unit()),
                value(metric.maxValue(), metric.unit()),
                value(metric.p95Value(), metric.unit()),
                language.number(metric.dataPoints(), 0));
    }

    String trendColumn() {
        return language.choose("Verlauf", "Trend");
    }

    /** A trend in words, for those who cannot see its line. */
    String trend(MetricReport metric) {
        var first = value(metric.trend().getFirst(), metric.unit());
        var last = value(metric.trend().getLast(), metric.unit());
        return language.choose("von " + first + " zu " + last, "from " + first + " to " + last);
    }

    String status(MetricStatus status) {
        return switch (status) {
            case OK -> language.choose("in Ordnung", "ok");
            case WARNING -> language.choose("auffällig", "warning");
            case CRITICAL -> language.choose("kritisch", "critical");
            case UNKNOWN -> language.choose("ohne Urteil", "not judged");
        };
    }

    String footer(PerformanceReport report) {
        return report.budgetVersion() == null
                ? language.choose(
                        "Es ist kein Budget hinterlegt: belastbar apply -f ORDNER",
                        "No budget is stored: belastbar apply -f FOLDER")
                : language.choose(
                        "Gemessen an Version " + report.budgetVersion() + " des Budgets.",
                        "Held against version " + report.budgetVersion() + " of the budget.");
    }

    private String signed(double percent) {
        return (percent > 0 ? "+" : "") + language.number(percent, 1) + " %";
    }

    private String value(double value, String unit) {
        return switch (unit) {
            case "ms" -> language.millis(value);
            case "1/s" -> value < 1 ? language.number(value) + "/s" : language.perSecond(value);
            case "ratio" -> language.percent(value);
            case "B" -> bytes(value);
            default -> language.number(value);
        };
    }

    private String bytes(double bytes) {
        if (bytes < KILO) {
            return language.number(bytes, 0) + " B";
        }
        return bytes < KILO * KILO
                ? language.number(bytes / KILO) + " kB"
                : language.number(bytes / KILO / KILO) + " MB";
    }

    private static String count(int count, String none, String one) {
        return count == 0 ? none : count == 1 ? one : String.valueOf(count);
    }

    private String time(Instant time) {
        return (language == ReportLanguage.GERMAN ? GERMAN : ENGLISH).format(time.atOffset(ZoneOffset.UTC));
    }
}
