package io.belastbar.loadtest.result;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;

/** Why a run stopped. */
public sealed interface RunEnd {

    /** The plan was done and every request in flight was awaited. */
    record Completed() implements RunEnd {}

    /** A threshold with abort-on-fail was broken. */
    record ThresholdBroken(ThresholdResult broken) implements RunEnd {}

    record Cancelled(String by) implements RunEnd {}

    /** The target accepted no connection for this long. */
    record TargetGone(String target, Duration since) implements RunEnd {}

    /** PostgreSQL took no state of this run for this long. */
    record StorageGone(Duration since) implements RunEnd {}

    /** This service stopped, or stopped unexpectedly, while the run was active. */
    record ServiceStopped() implements RunEnd {}

    /** Somebody else has ended the run, or taken it over: its instance was silent for too long. */
    record TakenAway() implements RunEnd {}

    /** The run could not go on for a reason of the service's own. */
    record Broken(Sentence detail) implements RunEnd {}

    /** As the rule of verdicts sees it. */
    default RunEnding ending() {
        return switch (this) {
            case Completed() -> new RunEnding.Completed();
            case ThresholdBroken(ThresholdResult broken) -> new RunEnding.ThresholdBroken(broken);
            default -> new RunEnding.Early(sentence());
        };
    }

    /** For a run of which nothing was measured. */
    default RunJudgement unstarted() {
        return new RunJudgement(RunVerdict.ABORTED, List.of(sentence()));
    }

    /** For a run whose instance is gone; {@code secondsStored} of its measurement had reached PostgreSQL. */
    default RunJudgement lost(int secondsStored) {
        Sentence left = secondsStored == 0
                ? new Sentence(
                        "What it had measured was in memory and is lost.",
                        "Was er gemessen hatte, war im Arbeitsspeicher und ist verloren.")
                : new Sentence(
                        "Its first " + secondsStored + " seconds had been stored; what it measured later is lost.",
                        "Seine ersten " + secondsStored
                                + " Sekunden waren gespeichert; was er danach gemessen hat, ist verloren.");
        return new RunJudgement(RunVerdict.ABORTED, List.of(sentence(), left));
    }

    private Sentence sentence() {
        return switch (this) {
            case Completed() -> new Sentence("The run completed.", "Der Lauf ist vollständig.");
            case ThresholdBroken(ThresholdResult broken) -> broken.sentence();
            case Cancelled(String by) -> new Sentence("Cancelled by " + by + ".", "Abgebrochen von " + by + ".");
            case TargetGone(String target, Duration since) ->
                Sentence.of(language -> language == ReportLanguage.GERMAN
                        ? "Das Ziel " + target + " nahm " + seconds(language, since) + " lang keine Verbindung an."
                        : "Target " + target + " accepted no connection for " + seconds(language, since) + ".");
            case StorageGone(Duration since) ->
                Sentence.of(language -> language == ReportLanguage.GERMAN
                        ? "PostgreSQL konnte den Stand des Laufs " + seconds(language, since) + " lang nicht speichern."
                        : "PostgreSQL could not store the state of the run for " + seconds(language, since) + ".");
            case ServiceStopped() ->
                new Sentence(
                        "loadtest-service stopped while the run was active.",
                        "loadtest-service wurde während des Laufs beendet.");
            case TakenAway() ->
                new Sentence(
                        "The run was taken from its instance, which had given no sign of life for too long.",
                        "Der Lauf wurde seiner Instanz genommen, die zu lange kein Lebenszeichen gegeben hatte.");
            case Broken(Sentence detail) -> detail;
        };
    }

    private static String seconds(ReportLanguage language, Duration duration) {
        return language.number(duration.toMillis() / 1e3, 1) + " s";
    }
}
