package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.Locale;

/** Says in words what a threshold found. */
final class FindingText {

    /** Why there is nothing to judge by. */
    enum Gap {
        NO_REQUESTS(
                "No request finished that it could be judged by.",
                "Keine Anfrage endete, an der sie sich messen ließe."),
        NOT_IN_THE_RUN("The run has no such step or tenant.", "Der Lauf hat keinen solchen Schritt oder Mandanten."),
        NO_SECONDS(
                "The result does not say what happened when, so there are no windows to judge.",
                "Das Ergebnis sagt nicht, was wann geschah; es gibt keine Zeitfenster."),
        PERCENTILE_NOT_KNOWN(
                "The tool that measured does not tell a percentile this high.",
                "Das Werkzeug, das gemessen hat, nennt kein so hohes Perzentil.");

        private final Sentence sentence;

        Gap(String english, String german) {
            this.sentence = new Sentence(english, german);
        }
    }

    private FindingText() {}

    static Sentence noData(Threshold threshold, Gap why) {
        return new Sentence(
                name(threshold, ReportLanguage.ENGLISH) + ": no data. " + why.sentence.english(),
                name(threshold, ReportLanguage.GERMAN) + ": keine Daten. " + why.sentence.german());
    }

    static Sentence of(ThresholdResult found, double offeredPerSecond) {
        return Sentence.of(language -> sentence(found, offeredPerSecond, language));
    }

    private static String sentence(ThresholdResult found, double offered, ReportLanguage language) {
        boolean german = language == ReportLanguage.GERMAN;
        Condition condition = found.threshold().condition();
        StringBuilder text = new StringBuilder(name(found.threshold(), language)).append(": ");
        text.append(value(condition.measure(), found.observed(), language));
        if (found.worst() != null) {
            text.append(german ? " im schlechtesten Zeitfenster, Sekunde " : " in the worst window, second ")
                    .append(found.worst().fromSecond())
                    .append(german ? " bis " : " to ")
                    .append(found.worst().toSecond());
        }
        text.append(", ").append(margin(found, language));
        if (found.status() == Status.NOT_OFFERED) {
            String rate = language.perSecond(offered);
            text.append(german ? "; nur " + rate + " wurden angeboten" : "; only " + rate + " were offered");
        } else if (found.status() == Status.PASS && found.margin() < 0) {
            text.append(german ? "; so viel kosten die Ränder der Zeit" : "; the edges of the time cost that much");
        }
        return text.append(support(found, language)).append('.').toString();
    }

    private static String name(Threshold threshold, ReportLanguage language) {
        if (language == ReportLanguage.ENGLISH) {
            return threshold.name();
        }
        String tenant = threshold.on().tenant() == null
                ? ""
                : "Mandant " + threshold.on().tenant();
        String step = threshold.on().step() == null ? "" : threshold.on().step();
        String scope = step + (step.isEmpty() || tenant.isEmpty() ? "" : ", ") + tenant;
        boolean service = threshold.condition().measure().time() && threshold.metric() == TimeBasis.SERVICE;
        return (scope.isEmpty() ? "" : scope + ": ")
                + (service ? "Bedienzeit " : "")
                + threshold.expression()
                + (threshold.window() == null
                        ? ""
                        : " in je " + threshold.window().toSeconds() + " s");
    }

    private static String margin(ThresholdResult found, ReportLanguage language) {
        boolean german = language == ReportLanguage.GERMAN;
        boolean inside = found.margin() >= 0;
        String amount = found.marginPercent() == null
                ? value(found.threshold().condition().measure(), Math.abs(found.margin()), language)
                : language.number(Math.abs(found.marginPercent()), 1) + " %";
        if (german) {
            return amount + (inside ? " innerhalb der Grenze" : " außerhalb der Grenze");
        }
        return amount + (inside ? " inside the limit" : " outside the limit");
    }

    /** A value of a measure, with its unit. */
    static String value(Measure measure, double value, ReportLanguage language) {
        if (measure.time()) {
            return language.millis(value);
        }
        return switch ((Measure.Tally) measure) {
            case ERROR_RATE -> language.percent(value);
            case COUNT -> language.number(value, 0);
            case THROUGHPUT -> language.perSecond(value);
        };
    }

    private static String support(ThresholdResult found, ReportLanguage language) {
        long needed = smallestSample(found.threshold().condition());
        if (found.status() != Status.PASS || found.samples() >= needed) {
            return "";
        }
        String samples = language.number(found.samples(), 0);
        String wanted = language.number(needed, 0);
        return language == ReportLanguage.GERMAN
                ? String.format(
                        Locale.ROOT, "; %s Anfragen, %s braucht ein Nachweis mit 95 %% Sicherheit", samples, wanted)
                : String.format(Locale.ROOT, "; %s requests, 95 %% confidence needs %s", samples, wanted);
    }

    /**
     * How many requests, all of them good, show that at most a share q is bad: (1 − q)^n ≤ 0.05. Wilks (1941),
     * "Determination of Sample Sizes for Setting Tolerance Limits", Ann. Math. Statist. 12(1).
     */
    static long smallestSample(Condition condition) {
        double bad =
                switch (condition.measure()) {
                    case Measure.Percentile(var percent) -> 1 - percent.doubleValue() / 100;
                    case Measure.Tally tally
                    when tally == Measure.Tally.ERROR_RATE -> condition.limit().doubleValue();
                    default -> 1;
                };
        boolean fromAbove = condition.comparison().limitsFromAbove();
        return !fromAbove || bad <= 0 || bad >= 1 ? 1 : (long) Math.ceil(Math.log(0.05) / Math.log1p(-bad));
    }
}
