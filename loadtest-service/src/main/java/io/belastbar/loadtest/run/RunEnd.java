package io.belastbar.loadtest.run;

import io.belastbar.load.run.TargetAbsence;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;

/** The reasons for which a run ends before its plan is done. */
public final class RunEnd {

    private RunEnd() {}

    public static Early cancelled(String by) {
        return early("Cancelled by " + by + ".", "Abgebrochen von " + by + ".");
    }

    /** Whoever asked for it wanted it until then, whether or not anybody is left to cancel it. */
    public static Early timeOver() {
        return early(
                "The time was over until which the run was wanted (notAfter).",
                "Die Zeit war um, bis zu der der Lauf gewünscht war (notAfter).");
    }

    /** The target could not be reached for this long; the reason is why the latest request did not. */
    public static Early targetGone(String target, TargetAbsence absence) {
        return new Early(Sentence.of(language -> {
            String time = seconds(language, absence.since());
            return switch (absence.cause()) {
                case NAME_UNRESOLVED ->
                    language.choose(
                            "Der Name des Ziels " + target + " war " + time + " lang nicht bekannt.",
                            "The name of target " + target + " was not known for " + time + ".");
                case TLS_FAILED ->
                    language.choose(
                            "Zum Ziel " + target + " kam " + time + " lang keine sichere Verbindung zustande.",
                            "No secure connection to target " + target + " could be made for " + time + ".");
                default ->
                    language.choose(
                            "Das Ziel " + target + " nahm " + time + " lang keine Verbindung an.",
                            "Target " + target + " accepted no connection for " + time + ".");
            };
        }));
    }

    /** PostgreSQL took no state of this run for this long. */
    public static Early storageGone(Duration since) {
        return new Early(Sentence.of(language -> language == ReportLanguage.GERMAN
                ? "PostgreSQL konnte den Stand des Laufs " + seconds(language, since) + " lang nicht speichern."
                : "PostgreSQL could not store the state of the run for " + seconds(language, since) + "."));
    }

    /** This service stopped, or stopped unexpectedly, while the run was active. */
    public static Early serviceStopped() {
        return early(
                "loadtest-service stopped while the run was active.",
                "loadtest-service wurde während des Laufs beendet.");
    }

    /** Somebody else has ended the run, or taken it over: its instance was silent for too long. */
    public static Early takenAway() {
        return early(
                "The run was taken from its instance, which had given no sign of life for too long.",
                "Der Lauf wurde seiner Instanz genommen, die zu lange kein Lebenszeichen gegeben hatte.");
    }

    /** Requests or users were still under way this long after the planned end, when nothing should have been. */
    public static Early didNotEnd(Duration afterPlannedEnd) {
        return new Early(Sentence.of(language -> language == ReportLanguage.GERMAN
                ? "Der Lauf endete nicht: " + seconds(language, afterPlannedEnd)
                        + " nach dem geplanten Ende war noch etwas unterwegs."
                : "The run did not end: something was still under way " + seconds(language, afterPlannedEnd)
                        + " after its planned end."));
    }

    /** A thread that carries load is blocked, or gets no processor. */
    public static Early generatorSilent(Duration waited) {
        return new Early(Sentence.of(language -> language == ReportLanguage.GERMAN
                ? "Ein Faden des Lastgenerators antwortete " + seconds(language, waited) + " lang nicht."
                : "A thread of the load generator did not answer for " + seconds(language, waited) + "."));
    }

    /** A fault of the generator's own. */
    public static Early generatorFailed(Throwable fault) {
        return early(
                "The load generator failed: " + fault + ".",
                "Der Lastgenerator ist an einem Fehler gescheitert: " + fault + ".");
    }

    private static Early early(String english, String german) {
        return new Early(new Sentence(english, german));
    }

    private static String seconds(ReportLanguage language, Duration duration) {
        return language.number(duration.toMillis() / 1e3, 1) + " s";
    }
}
