package io.belastbar.load.run;

import io.belastbar.load.engine.HeldBack;
import io.belastbar.load.engine.Unfinished;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader should know of how a load was made, beside figures.
 *
 * @param secondsSaturated in which a thread was busy for more than {@link #SATURATED} of the time
 */
record GeneratorNotes(
        Connections connections, Waiting waiting, int secondsSaturated, Unfinished unfinished, HeldBack heldBack) {

    static final double SATURATED = 0.95;

    /** To all targets: opened at first, and most that were open. */
    record Connections(int planned, int open) {}

    /** Seconds in which starts waited for a connection or a user, and most that did at once. */
    record Waiting(int seconds, int most) {}

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        if (unfinished.count() > 0) {
            all.add(Sentence.of(this::unanswered));
        }
        if (heldBack.iterations() > 0) {
            all.add(Sentence.of(this::heldBack));
        }
        if (connections.open() > connections.planned()) {
            all.add(grown());
        }
        if (waiting.seconds() > 0) {
            all.add(waited());
        }
        if (secondsSaturated > 0) {
            all.add(saturated());
        }
        return all;
    }

    private String unanswered(ReportLanguage language) {
        String count = language.number(unfinished.count(), 0);
        String longest = language.millis(unfinished.longestNanos() / 1e6);
        boolean one = unfinished.count() == 1;
        return switch (language) {
            case ENGLISH ->
                "When the run was stopped, " + count + (one ? " request" : " requests")
                        + " had no answer; the longest had"
                        + " waited " + longest + " since it was due. They are told of by themselves, and are in no"
                        + " percentile and no error rate.";
            case GERMAN ->
                "Als der Lauf beendet wurde, " + (one ? "war " : "waren ") + count + (one ? " Anfrage" : " Anfragen")
                        + " ohne Antwort; die längste hatte seit ihrer Fälligkeit " + longest
                        + " gewartet. Sie sind für sich genannt und in keinem Perzentil und keiner Fehlerquote.";
        };
    }

    private String heldBack(ReportLanguage language) {
        String count = language.count(heldBack.iterations());
        boolean one = heldBack.iterations() == 1;
        String most = language.number(heldBack.perSecond(), heldBack.perSecond() < 100 ? 1 : 0);
        return switch (language) {
            case ENGLISH ->
                count + (one ? " iteration" : " iterations") + " of users whose requests all failed "
                        + (one ? "was" : "were")
                        + " held back: while no request has a good answer, each begins at most "
                        + most + " a second.";
            case GERMAN ->
                count + (one ? " Iteration" : " Iterationen") + " von Benutzern, deren Anfragen alle fehlschlugen, "
                        + (one ? "wurde" : "wurden") + " zurückgehalten: Solange keine Anfrage eine gute Antwort hat,"
                        + " beginnt jeder höchstens " + most + " in der Sekunde.";
        };
    }

    private Sentence grown() {
        return new Sentence(
                "Up to " + connections.open() + " connections were open, more than planned, because requests waited for"
                        + " one.",
                "Bis zu " + connections.open() + " Verbindungen waren offen, mehr als geplant, weil Anfragen auf eine"
                        + " warteten.");
    }

    private Sentence waited() {
        return new Sentence(
                "In " + waiting.seconds() + " s starts waited for a free connection or user, at most " + waiting.most()
                        + " at once: response times include that wait, service times do not.",
                "In " + waiting.seconds() + " s warteten Starts auf eine freie Verbindung oder einen freien Benutzer,"
                        + " höchstens " + waiting.most()
                        + " zugleich: Antwortzeiten enthalten dieses Warten, Bedienzeiten nicht.");
    }

    private Sentence saturated() {
        long percent = Math.round(SATURATED * 100);
        return new Sentence(
                "In " + secondsSaturated + " s a thread of the generator was busy for more than " + percent
                        + " % of the time: use more lanes, or more machines.",
                "In " + secondsSaturated + " s war ein Faden des Lastgenerators mehr als " + percent
                        + " % der Zeit beschäftigt: mehr Bahnen oder mehr Maschinen nutzen.");
    }
}
