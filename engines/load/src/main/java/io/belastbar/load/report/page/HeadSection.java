package io.belastbar.load.report.page;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.Provenance;
import io.belastbar.load.result.RunIdentity;
import io.belastbar.wording.ReportLanguage;
import io.belastbar.wording.Sentence;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** The verdict with its reasons, what the generator says of itself, and where the figures come from. */
final class HeadSection {

    private final PageText text;
    private final RunReport report;
    private final boolean generatorKnown;

    HeadSection(PageText text, RunReport report, boolean generatorKnown) {
        this.text = text;
        this.report = report;
        this.generatorKnown = generatorKnown;
    }

    String html() {
        RunIdentity run = report.result().identity();
        RunVerdict verdict = report.judgement().verdict();
        StringBuilder html = new StringBuilder("<header class=\"v-" + verdict.name() + "\"><div class=\"bar\"><p>"
                + text.say("Load test", "Lasttest") + " · " + PageText.escape(run.system()) + " · "
                + PageText.escape(run.scenario()) + (run.scenarioVersion() > 0 ? " · v" + run.scenarioVersion() : "")
                + "</p><button id=\"theme\" type=\"button\" hidden>" + text.say("Light / dark", "Hell / dunkel")
                + "</button></div>");
        html.append("<h1><span class=\"mark\" aria-hidden=\"true\">")
                .append(mark(verdict))
                .append("</span> ")
                .append(verdictSentence(verdict))
                .append("</h1>");
        if (!report.judgement().reasons().isEmpty()) {
            html.append("<ul class=\"reasons\">");
            for (Sentence reason : report.judgement().reasons()) {
                html.append("<li>")
                        .append(PageText.escape(reason.in(text.language())))
                        .append("</li>");
            }
            html.append("</ul>");
        }
        return html.append(facts(run)).append("</header>").toString();
    }

    private static String mark(RunVerdict verdict) {
        return switch (verdict) {
            case PASSED -> "✓";
            case FAILED -> "✕";
            case INVALID -> "?";
            case ABORTED -> "■";
        };
    }

    private String verdictSentence(RunVerdict verdict) {
        int all = report.thresholds().size();
        long broken = count(Status.FAIL);
        long open = count(Status.NO_DATA) + count(Status.NOT_OFFERED);
        return switch (verdict) {
            case PASSED -> passed(all, open);
            case FAILED ->
                text.say(
                        "Failed: " + broken + " of " + all + " thresholds " + (broken == 1 ? "is" : "are") + " broken.",
                        "Nicht bestanden: " + broken + " von " + all + " Schwellen " + (broken == 1 ? "ist" : "sind")
                                + " verletzt.");
            case INVALID ->
                text.say(
                        "Invalid: this run proves neither a pass nor a failure.",
                        "Ungültig: Dieser Lauf beweist weder Bestehen noch Scheitern.");
            case ABORTED -> text.say("Aborted: the run ended early.", "Abgebrochen: Der Lauf endete vorzeitig.");
        };
    }

    private String passed(int all, long open) {
        if (all == 0) {
            return text.say(
                    "Passed: the measurement is valid. No thresholds were set.",
                    "Bestanden: Die Messung ist gültig. Es waren keine Schwellen gesetzt.");
        }
        if (open > 0) {
            return text.say(
                    "Passed: " + (all - open) + " of " + all + " thresholds are kept, " + open + " not asked for.",
                    "Bestanden: " + (all - open) + " von " + all + " Schwellen sind eingehalten, " + open
                            + " nicht angefordert.");
        }
        return all == 1
                ? text.say("Passed: the threshold is kept.", "Bestanden: Die Schwelle ist eingehalten.")
                : text.say(
                        "Passed: all " + all + " thresholds are kept.",
                        "Bestanden: Alle " + all + " Schwellen sind eingehalten.");
    }

    private long count(Status status) {
        return report.thresholds().stream()
                .map(ThresholdResult::status)
                .filter(status::equals)
                .count();
    }

    private String facts(RunIdentity run) {
        String started = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                        .withLocale(text.language().locale())
                        .format(run.startedAt().atOffset(ZoneOffset.UTC))
                + " UTC";
        return "<dl class=\"facts\">" + fact(text.say("Target", "Ziel"), run.target())
                + fact(text.say("Started", "Beginn"), started)
                + fact(
                        text.say("Duration", "Dauer"),
                        PageText.clock((int) Math.min(
                                        Integer.MAX_VALUE, run.duration().toSeconds())) + " min")
                + fact(
                        text.say("Measured by", "Gemessen von"),
                        (report.result().provenance().engine() + " "
                                        + report.result().provenance().engineVersion())
                                .strip())
                + fact(text.say("Run", "Lauf"), run.runId()) + "</dl>";
    }

    private static String duration(Duration duration) {
        int seconds = (int) Math.min(Integer.MAX_VALUE, duration.toSeconds());
        return PageText.clock(seconds) + (seconds < 3_600 ? " min" : " h");
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + (value.isBlank() ? PageText.NOTHING : PageText.escape(value))
                + "</dd></div>";
    }

    String generator() {
        GeneratorReport generator = report.result().generator();
        StringBuilder html = new StringBuilder("<section id=\"generator\"><h2>"
                + text.say("Can the measurement be trusted?", "Ist der Messung zu trauen?") + "</h2><p>");
        html.append(generatorKnown ? ownWatch(generator) : unwatched());
        html.append("</p>");
        list(html, text.language() == ReportLanguage.GERMAN ? generator.notesGerman() : generator.notes());
        list(html, report.result().provenance().notes());
        return html.append("</section>").toString();
    }

    private String ownWatch(GeneratorReport generator) {
        String late = text.millis(generator.latenessP99Ms());
        String most = text.millis(generator.latenessMaxMs());
        String lateness = text.say(
                "The generator did 99 % of what it had planned within " + late + ", the rest within " + most + ". ",
                "Der Lastgenerator tat 99 % des Geplanten mit höchstens " + late
                        + " Verspätung, den Rest mit höchstens " + most + ". ");
        String given = generator.dropped() == 0 && generator.throttled() == 0
                ? text.say("It gave up and held back no request. ", "Er gab keine Anfrage auf und hielt keine zurück. ")
                : text.say(
                        "It gave up " + text.count(generator.dropped()) + " starts and held back "
                                + text.count(generator.throttled()) + ". ",
                        "Er gab " + text.count(generator.dropped()) + " Starts auf und hielt "
                                + text.count(generator.throttled()) + " zurück. ");
        return lateness + given + busy(generator);
    }

    private String busy(GeneratorReport generator) {
        String lanes = generator.maxLaneUtilisation() < 0
                ? ""
                : text.say(
                        "Its busiest thread was busy for " + text.language().percent(generator.maxLaneUtilisation())
                                + " of its busiest second. ",
                        "Sein meistbeschäftigter Thread war in seiner vollsten Sekunde zu "
                                + text.language().percent(generator.maxLaneUtilisation()) + " ausgelastet. ");
        return lanes
                + (generator.maxProcessCpu() < 0
                        ? ""
                        : text.say(
                                "It used at most " + text.language().percent(generator.maxProcessCpu())
                                        + " of this machine's processors.",
                                "Er brauchte höchstens " + text.language().percent(generator.maxProcessCpu())
                                        + " der Prozessoren dieser Maschine."));
    }

    private String unwatched() {
        String engine = PageText.escape(report.result().provenance().engine());
        return text.say(
                "Not known: " + engine + " did not report how punctual it was itself.",
                "Nicht bekannt: " + engine + " sagt nicht, wie pünktlich es selbst war.");
    }

    /** Not said of what another tool told by some percentiles only. */
    private String exactness(Provenance provenance) {
        return provenance.highestKnownPercentile() < 100
                ? ""
                : text.say(" Times are exact to 0.1 %.", " Zeiten sind auf 0,1 % genau.");
    }

    private static void list(StringBuilder html, List<String> notes) {
        if (!notes.isEmpty()) {
            html.append("<ul class=\"notes\">");
            notes.forEach(
                    note -> html.append("<li>").append(PageText.escape(note)).append("</li>"));
            html.append("</ul>");
        }
    }

    String footer() {
        Provenance provenance = report.result().provenance();
        String source = provenance.source().isEmpty()
                ? ""
                : text.say("Source: ", "Quelle: ") + PageText.escape(provenance.source()) + ". ";
        return "<footer><p>" + source
                + text.say(
                        "Response time counts from the moment at which a request should have started, service time from"
                                + " its send. Where the target stalls, only the first one shows what users waited. Failed"
                                + " requests are in both.",
                        "Die Antwortzeit zählt ab dem Augenblick, in dem eine Anfrage hätte beginnen sollen, die"
                                + " Bedienzeit ab ihrem Senden. Stockt das Ziel, zeigt nur die erste, was Benutzer"
                                + " warteten. Fehlgeschlagene Anfragen sind in beiden enthalten.")
                + exactness(provenance)
                + "</p></footer>";
    }
}
