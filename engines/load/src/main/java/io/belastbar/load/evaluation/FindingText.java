package io.belastbar.load.evaluation;

import io.belastbar.load.evaluation.Observed.Bad;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;

/** Says in words what a threshold found. */
record FindingText(ThresholdResult found, Observed sample, ReportLanguage language) {

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

    static Sentence noData(Threshold threshold, Gap why) {
        return new Sentence(
                name(threshold, ReportLanguage.ENGLISH) + ": no data. " + why.sentence.english(),
                name(threshold, ReportLanguage.GERMAN) + ": keine Daten. " + why.sentence.german());
    }

    String sentence() {
        StringBuilder text = new StringBuilder(name(found.threshold(), language)).append(": ");
        text.append(found.observed() == null ? beyond() : value(found.observed(), limit()));
        if (found.worst() != null) {
            text.append(say(" in the worst window, second ", " im schlechtesten Zeitfenster, Sekunde "))
                    .append(found.worst().fromSecond())
                    .append(say(" to ", " bis "))
                    .append(found.worst().toSecond());
        }
        Bad bad = found.worst() == null ? sample.bad(condition()) : null;
        text.append(bad == null ? plain() : share(bad));
        return text.append('.').toString();
    }

    private Condition condition() {
        return found.threshold().condition();
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

    /** So many failed that no good answer took as long as what is asked for. */
    private String beyond() {
        String failed = count(sample.errors()) + say(" of ", " von ") + count(sample.requests());
        return sample.errors() == sample.requests()
                ? say("no good answer", "keine gute Antwort")
                : say(
                        "beyond every good answer, because " + failed + " requests failed",
                        "jenseits jeder guten Antwort, weil " + failed + " Anfragen fehlschlugen");
    }

    /** What is judged as it was observed. */
    private String plain() {
        StringBuilder text = new StringBuilder(margin());
        if (found.status() == Status.NOT_OFFERED) {
            String rate = language.perSecond(sample.offeredPerSecond());
            text.append(say("; only " + rate + " were offered", "; nur " + rate + " wurden angeboten"));
        } else if (found.status() == Status.PASS && found.margin() != null && found.margin() < 0) {
            text.append(say("; the edges of the time cost that much", "; so viel kosten die Ränder der Zeit"));
        }
        return text.append(failedBeside()).append(support()).toString();
    }

    /** What is judged by how many requests were bad. */
    private String share(Bad bad) {
        boolean kept = found.status() != Status.FAIL && !found.missed();
        boolean sure = ShareJudgement.sure(kept, Range.exactly(bad.count()), found.samples(), bad.share());
        String counts = "; " + counts(bad);
        return switch (found.status()) {
            case PASS -> margin() + failedBeside();
            case WARN ->
                margin()
                        + counts
                        + say(
                                ": kept in this run, not with 95 % confidence",
                                ": in diesem Lauf gehalten, nicht mit 95 % Sicherheit");
            case INCONCLUSIVE -> counts + needed(bad, kept);
            case FAIL ->
                sure
                        ? margin() + counts
                        : counts
                                + say(
                                        ": missed in this run; so few more may be chance",
                                        ": in diesem Lauf verfehlt; so wenige mehr können Zufall sein");
            case NO_DATA, NOT_OFFERED -> throw new IllegalStateException("no share: " + found.status());
        };
    }

    /** {@code 43 of 800 requests slower than the limit or failed, 40 allowed}. */
    private String counts(Bad bad) {
        String of = count(bad.count()) + say(" of ", " von ") + count(found.samples());
        String allowed = ", " + count(bad.allowed()) + say(" allowed", " erlaubt");
        if (!condition().measure().time()) {
            return of + say(" requests failed", " Anfragen fehlgeschlagen") + allowed;
        }
        String failed = sample.errors() == 0
                ? ""
                : say(
                        " or failed (" + count(sample.errors()) + ")",
                        " oder fehlgeschlagen (" + count(sample.errors()) + ")");
        return of + say(" requests slower than the limit", " Anfragen langsamer als die Grenze") + failed + allowed;
    }

    private String needed(Bad bad, boolean kept) {
        String needed = count(ShareJudgement.smallestSample(bad.share()));
        return (kept
                        ? ""
                        : say(
                                ": missed in this run; so few more may be chance",
                                ": in diesem Lauf verfehlt; so wenige mehr können Zufall sein"))
                + say(
                        "; " + needed + " are needed to tell with 95 % confidence",
                        "; für ein Urteil mit 95 % Sicherheit braucht es " + needed);
    }

    /** A time is that of good answers; whoever reads it must know that there were others. */
    private String failedBeside() {
        return !condition().measure().time() || sample.errors() == 0 || found.observed() == null
                ? ""
                : "; " + count(sample.errors()) + say(" of ", " von ") + count(sample.requests())
                        + say(" failed", " fehlgeschlagen");
    }

    private String margin() {
        if (found.margin() == null) {
            return "";
        }
        boolean inside = found.margin() >= 0;
        String amount = found.marginPercent() == null
                ? value(Math.abs(found.margin()), Double.NaN)
                : language.number(Math.abs(found.marginPercent()), 1) + " %";
        return ", " + amount
                + (inside
                        ? say(" inside the limit", " innerhalb der Grenze")
                        : say(" outside the limit", " außerhalb der Grenze"));
    }

    /** A value of the measure, with its unit; never rounded to what it is held against. */
    private String value(double value, double limit) {
        Measure measure = condition().measure();
        if (measure.time()) {
            return language.millisBeside(value, limit);
        }
        return switch ((Measure.Tally) measure) {
            case ERROR_RATE -> language.percentBeside(value, limit);
            case COUNT -> language.number(value, 0);
            case THROUGHPUT -> language.beside(value, limit) + "/s";
        };
    }

    private double limit() {
        return condition().limit().doubleValue();
    }

    /** A window is judged as it is; that few requests prove little is said where it is kept. */
    private String support() {
        Bad bad = found.status() == Status.PASS ? sample.bad(condition()) : null;
        long needed = bad == null ? 1 : ShareJudgement.smallestSample(bad.share());
        boolean enough = bad == null || bad.share() <= 0 || found.samples() >= needed;
        return enough
                ? ""
                : say(
                        "; " + count(found.samples()) + " requests, 95 % confidence needs " + count(needed),
                        "; " + count(found.samples()) + " Anfragen, " + count(needed)
                                + " braucht ein Nachweis mit 95 % Sicherheit");
    }

    private String count(long number) {
        return language.number(number, 0);
    }

    private String say(String english, String german) {
        return language == ReportLanguage.GERMAN ? german : english;
    }
}
