package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.CandidateComparison;
import io.belastbar.load.comparison.Change;
import io.belastbar.load.comparison.Outcome;
import io.belastbar.load.comparison.Percent;
import io.belastbar.load.comparison.QuantileShift;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.wording.ReportLanguage;
import java.util.List;

/** All steps with their quantiles, throughput and errors as a table. */
final class StepTable {

    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

    private final ReportLanguage language;
    private final StringBuilder html = new StringBuilder();

    StepTable(ReportLanguage language) {
        this.language = language;
    }

    static String name(StepComparison step, ReportLanguage language) {
        return step.overall()
                ? language.choose("Alle Anfragen", "All requests")
                : step.step().name();
    }

    String of(CandidateComparison candidate) {
        html.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">")
                .append(language.choose("Schritt", "Step"))
                .append("</th>");
        PERCENTILES.forEach(percentile -> html.append("<th scope=\"col\">")
                .append(ShiftPlot.name(percentile))
                .append("</th>"));
        html.append("<th scope=\"col\">")
                .append(language.choose("Durchsatz", "Throughput"))
                .append("</th><th scope=\"col\">")
                .append(language.choose("Fehlerrate", "Error rate"))
                .append("</th></tr></thead><tbody>");
        row(candidate.overall());
        candidate.steps().forEach(this::row);
        return html.append("</tbody></table></div>").toString();
    }

    private void row(StepComparison step) {
        html.append("<tr><td>").append(Svg.escape(name(step, language))).append("<small>");
        html.append(String.format(
                language.locale(),
                language.choose("%,d und %,d Anfragen", "%,d and %,d requests"),
                step.baselineRequests(),
                step.otherRequests()));
        html.append("</small></td>");
        PERCENTILES.forEach(percentile -> quantile(step, percentile));
        change(step.throughput(), Percent.change(step.throughput().difference(), language), perSecond(step));
        String rates = Percent.rate(step.errorRate().baseline(), language) + " → "
                + Percent.rate(step.errorRate().other(), language);
        html.append("<td")
                .append(
                        step.errorRate().shown() && step.outcome() != Outcome.NOT_COMPARABLE
                                ? direction(step.errorRate().difference())
                                : "")
                .append('>');
        html.append(rates).append("</td></tr>");
    }

    private void quantile(StepComparison step, double percentile) {
        QuantileShift shift = step.shifts().stream()
                .filter(each -> each.percentile() == percentile)
                .findFirst()
                .orElse(null);
        if (shift == null) {
            html.append("<td class=\"soft\">–</td>");
            return;
        }
        html.append("<td")
                .append(shift.shown() ? direction(shift.change()) : "")
                .append('>');
        html.append(Svg.escape(Percent.change(shift.change(), language))).append("<small>");
        html.append(Percent.change(shift.estimate().interval().low(), language))
                .append(language.choose(" bis ", " to "))
                .append(Percent.change(shift.estimate().interval().high(), language))
                .append("</small><small>")
                .append(Percent.millis(shift.estimate().baselineMicros() / 1e3, language))
                .append(" → ")
                .append(Percent.millis(shift.estimate().otherMicros() / 1e3, language))
                .append("</small></td>");
    }

    private String perSecond(StepComparison step) {
        return String.format(
                language.locale(),
                "%,.1f → %,.1f/s",
                step.throughput().baseline(),
                step.throughput().other());
    }

    private void change(Change change, String text, String small) {
        html.append("<td>").append(change.shown() ? "<strong>" + text + "</strong>" : text);
        html.append("<small>").append(small).append("</small></td>");
    }

    private static String direction(double change) {
        return change > 0 ? " class=\"up\"" : " class=\"down\"";
    }
}
