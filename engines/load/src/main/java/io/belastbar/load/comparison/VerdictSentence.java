package io.belastbar.load.comparison;

import io.belastbar.load.comparison.StepComparison.FigureChange;
import io.belastbar.load.comparison.StepComparison.Finding;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a comparison of one step showed, as one or two sentences. */
public final class VerdictSentence {

    private static final double HEADLINE = 95;
    // Ten on either side.
    private static final long ENOUGH_FOR_A_MEDIAN = 20;
    private static final double DETECTABLE_DEVIATIONS = 2.8;
    // What is assumed without earlier runs.
    private static final double APART_MIN = 0.02;

    private static final double FACTOR_FROM = 10;

    private VerdictSentence() {}

    public static String of(StepComparison step, ReportLanguage language) {
        String latency = latency(step, language);
        return step.errorRate().shown() && step.outcome() != Outcome.NOT_COMPARABLE
                ? latency + " " + errors(step.errorRate(), language)
                : latency;
    }

    private static String latency(StepComparison step, ReportLanguage language) {
        return switch (step.outcome()) {
            case NOT_COMPARABLE ->
                language.choose("Nicht vergleichbar: Ein Lauf ist ungültig.", "Not comparable: a run is invalid.");
            case FAILS_MORE ->
                language.choose(
                        "Mehr Anfragen schlugen fehl; dass die übrigen schneller wären, macht den Lauf nicht besser.",
                        "More requests failed; if the others were faster, that makes the run no better.");
            case CANNOT_TELL -> doubtful(step, language);
            case BELOW_RELEVANT -> tooSmall(step, language);
            case TOO_FEW_REQUESTS -> tooFew(step, language);
            case NO_DIFFERENCE_SHOWN -> none(step, language);
            case SLOWER, FASTER, MIXED -> shown(step, language);
        };
    }

    private static String tooFew(StepComparison step, ReportLanguage language) {
        String counts = step.baselineRequests() + language.choose(" und ", " and ") + step.otherRequests();
        return Math.min(step.baselineRequests(), step.otherRequests()) < ENOUGH_FOR_A_MEDIAN
                ? language.choose(
                        "Zu wenige Anfragen für einen Vergleich: " + counts + ".",
                        "Too few requests to compare: " + counts + ".")
                : language.choose(
                        "Nichts zu vergleichen: Von " + counts + " Anfragen sind keine gemeinsamen Perzentile bekannt.",
                        "Nothing to compare: no percentiles are known of both, " + counts + " requests.");
    }

    private static String none(StepComparison step, ReportLanguage language) {
        QuantileShift headline = nearestToHeadline(step.shifts());
        String least = Percent.number(headline.estimate().detectable(), language);
        String name = name(headline);
        if (runsLieApart(step, headline)) {
            String apart = Percent.number(headline.estimate().support().between(), language);
            return language.choose(
                    "Kein Unterschied der Antwortzeit nachgewiesen; ein Unterschied unter " + least + " % bei " + name
                            + " wäre nicht zu erkennen, weil frühere Läufe dieses Szenarios " + apart
                            + " % auseinanderliegen.",
                    "No difference in response time shown; a difference below " + least + " % at " + name
                            + " could not be seen, because earlier runs of this scenario lie " + apart + " % apart.");
        }
        return language.choose(
                "Kein Unterschied der Antwortzeit nachgewiesen; ein Unterschied unter " + least + " % bei " + name
                        + " wäre bei dieser Datenmenge nicht zu erkennen.",
                "No difference in response time shown; a difference below " + least + " % at " + name
                        + " could not be seen with this much data.");
    }

    /** Whether that, and not the length of the runs, is most of what cannot be seen; 2.8 deviations can be. */
    private static boolean runsLieApart(StepComparison step, QuantileShift headline) {
        double between = Math.log1p(headline.estimate().support().between());
        double spread = Math.log1p(headline.estimate().detectable()) / DETECTABLE_DEVIATIONS;
        return step.method().earlierRuns() > 1 && between > APART_MIN && 4 * between * between > spread * spread;
    }

    private static String doubtful(StepComparison step, ReportLanguage language) {
        QuantileShift headline = nearestToHeadline(step.shifts().stream()
                .filter(shift -> shift.finding().cannotTell())
                .toList());
        String reason = Wording.of(VerdictSentence.class, language)
                .text(
                        "Finding." + headline.finding().name(),
                        Percent.number(headline.estimate().support().between(), language));
        String change = Percent.number(headline.change(), language);
        return language.choose(
                "Nicht zu entscheiden: Gemessen ist " + name(headline) + " " + change + " % "
                        + (headline.change() > 0 ? "langsamer" : "schneller") + ", aber " + reason,
                "Cannot tell: " + name(headline) + " was measured " + change + " % "
                        + (headline.change() > 0 ? "slower" : "faster") + ", but " + reason);
    }

    private static String tooSmall(StepComparison step, ReportLanguage language) {
        QuantileShift headline = nearestToHeadline(step.shifts().stream()
                .filter(shift -> shift.finding() == Finding.BELOW_RELEVANT)
                .toList());
        String relevant = Percent.number(step.method().relevant(), language);
        return sentence(headline, language)
                + language.choose(
                        " Das ist weniger als die " + relevant + " %, ab denen ein Unterschied zählt.",
                        " That is less than the " + relevant + " % from which a difference matters.");
    }

    private static String shown(StepComparison step, ReportLanguage language) {
        List<QuantileShift> shown =
                step.shifts().stream().filter(QuantileShift::shown).toList();
        QuantileShift headline = nearestToHeadline(shown);
        String first = sentence(headline, language);
        String others = shown.stream()
                .filter(shift -> shift != headline)
                .map(shift -> name(shift) + " " + Percent.change(shift.change(), language))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? first : first + language.choose(" Ebenso: ", " Also: ") + others + ".";
    }

    private static String sentence(QuantileShift shift, ReportLanguage language) {
        boolean slower = shift.change() > 0;
        double low = Math.min(
                Math.abs(shift.estimate().interval().low()),
                Math.abs(shift.estimate().interval().high()));
        double high = Math.max(
                Math.abs(shift.estimate().interval().low()),
                Math.abs(shift.estimate().interval().high()));
        boolean oneSided = (shift.estimate().interval().low() > 0 && high < FACTOR_FROM - 1)
                || shift.estimate().interval().high() < 0;
        String range = oneSided
                ? Percent.number(low, language) + language.choose(" bis ", " to ") + Percent.number(high, language)
                        + " %"
                : Percent.range(shift.estimate().interval(), language);
        return language.choose(
                name(shift) + " ist " + Percent.number(shift.change(), language) + " % "
                        + (slower ? "langsamer" : "schneller") + " (95-%-Konfidenzintervall " + range + ").",
                name(shift) + " is " + Percent.number(shift.change(), language) + " % " + (slower ? "slower" : "faster")
                        + " (95 % CI " + range + ").");
    }

    private static String errors(FigureChange errors, ReportLanguage language) {
        String from = Percent.rate(errors.baseline(), language);
        String to = Percent.rate(errors.other(), language);
        boolean more = errors.difference() > 0;
        return language.choose(
                "Die Fehlerrate " + (more ? "stieg" : "sank") + " von " + from + " auf " + to + ".",
                "The error rate " + (more ? "rose" : "fell") + " from " + from + " to " + to + ".");
    }

    private static QuantileShift nearestToHeadline(List<QuantileShift> shifts) {
        return shifts.stream()
                .min(Comparator.comparingDouble(shift -> Math.abs(shift.percentile() - HEADLINE)))
                .orElseThrow();
    }

    /** As people call a quantile: p99.9. */
    public static String name(QuantileShift shift) {
        double percentile = shift.percentile();
        return "p" + (percentile % 1 == 0 ? String.valueOf((long) percentile) : String.valueOf(percentile));
    }
}
