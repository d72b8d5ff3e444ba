package io.belastbar.chaos.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.fault.order.FaultActions;
import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.machine.Outcome;
import io.belastbar.chaos.gameday.machine.Phase;
import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.report.Content;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

    @ParameterizedTest
    @EnumSource(Note.Kind.class)
    void everythingThatAGameDayTellsHasItsWords(Note.Kind kind) {
        assertThat(EntryKind.of(kind.name())).isPresent();
    }

    @Test
    void statesAndOutcomesAreTheSameAsThoseOfTheMachine() {
        assertThat(names(EntryWords.Stage.values())).isEqualTo(names(Phase.values()));
        assertThat(names(EntryWords.Ending.values())).isEqualTo(names(Outcome.values()));
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void everyKindOfFaultHasItsWords(ReportLanguage language) {
        Wording words = Wording.of(EntryWords.class, language);

        assertThat(FaultActions.types()).allMatch(type -> words.has("action." + type));
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void everyReasonAndSourceHasItsWords(ReportLanguage language) {
        Wording words = Wording.of(EntryWords.class, language);

        assertThat(ReasonWords.KEYS.values()).allMatch(key -> words.has("reason." + key));
        assertThat(ActionItem.Source.values())
                .filteredOn(source -> source != ActionItem.Source.BY_HAND)
                .allMatch(source -> words.has("todo." + source.name()));
    }

    @Test
    void reasonsOfThisServiceAreTranslatedAndThoseOfOthersAreNot() {
        Wording german = Wording.of(EntryWords.class, ReportLanguage.GERMAN);

        assertThat(ReasonWords.of("expectation Alarm in 60 s", german)).isEqualTo("Erwartung: Alarm in 60 s");
        assertThat(ReasonWords.of("own database away", german)).contains("Datenbank der Plattform");
        assertThat(ReasonWords.of("smartbav answered 500 {0} it's", german))
                .isEqualTo("smartbav answered 500 {0} it's");
        assertThat(ReasonWords.of("denied by {1} 'x'", german)).isEqualTo("abgelehnt von {1} 'x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill switch: Übung zu Ende|Not-Aus: Übung zu Ende",
                "no process runs in the role standby|kein Prozess läuft in der Rolle standby",
                "the analysis has 3 findings, and none about *RLS*|die Analyse hat 3 Befunde, und keinen zu *RLS*",
                "the fault is CLEARING|Stand der Störung: wird zurückgenommen",
                "its time is over; no answer within 500 ms|ihre Zeit ist vorbei; keine Antwort binnen 500 ms",
                "the probe is not available at the moment because it was not begun in time"
                        + "|die Sonde ist gerade nicht verfügbar, weil: sie wurde nicht rechtzeitig begonnen",
                "nobody could read what the former primary has: it was left off"
                        + "|niemand konnte lesen, was der frühere Primary hat: es wurde abgebrochen",
                "expectation OPEN|Erwartung: OPEN",
                "a target did not confirm; its own time limit ends the fault"
                        + "|ein Ziel hat nicht bestätigt; sein eigenes Zeitlimit beendet die Störung"
            })
    void whatThisServiceSaysOfNamesAndNumbersIsGerman(String reason, String german) {
        assertThat(ReasonWords.of(reason, Wording.of(EntryWords.class, ReportLanguage.GERMAN)))
                .isEqualTo(german);
        assertThat(ReasonWords.of(reason, Wording.of(EntryWords.class, ReportLanguage.ENGLISH)))
                .doesNotContain("CLEARING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PT0S; 0 s",
                "PT0.2S; 200 ms",
                "PT2.02S; 2,02 s",
                "PT41S; 41 s",
                "PT30M; 30 min",
                "PT5M30S; 5 min 30 s",
                "PT4H; 4 h",
                "PT4H10M; 4 h 10 min"
            })
    void lengthsAreWrittenAsPeopleWriteThem(Duration length, String text) {
        assertThat(new TimeWords(ReportLanguage.GERMAN).length(length)).isEqualTo(text);
    }

    @Test
    void timeIsNeverRoundedOntoItsTarget() {
        TimeWords words = new TimeWords(ReportLanguage.ENGLISH);
        Duration target = Duration.ofMinutes(30);

        assertThat(words.beside(target.plusMillis(4), target)).isEqualTo("1,800.004 s");
        assertThat(words.beside(target, target)).isEqualTo("30 min");
        assertThat(words.bounded(Duration.ofSeconds(41), Optional.of(Duration.ofMillis(200)), Optional.of(target)))
                .isEqualTo("41 s ± 0.2 s");
    }

    @Test
    void whatWasNotMeasuredIsNeverZero() {
        RecoveryWords words = new RecoveryWords(Wording.of(EntryWords.class, ReportLanguage.ENGLISH));
        Map<String, Object> none =
                Map.of("rtoState", "UNKNOWN", "rtoTargetMs", "1800000", "rtoVerdict", "INCONCLUSIVE");
        Map<String, Object> notReached = Map.of(
                "rtoState",
                "NOT_REACHED",
                "rtoMoreThanMs",
                "2100000",
                "rtoTargetMs",
                "1800000",
                "rtoVerdict",
                "MISSED",
                "rtoBoundMs",
                "200",
                "lostRows",
                "0",
                "rpoMs",
                "0",
                "rpoTargetMs",
                "300000",
                "rpoVerdict",
                "MET");
        Map<String, Object> noOutage =
                Map.of("rtoState", "NO_OUTAGE", "rtoBoundMs", "200", "rtoVerdict", "MET", "lostRows", "x");

        assertThat(words.rto(Recovery.of(new Content(none))))
                .isEqualTo("RTO not measured of 30 min: cannot be decided");
        assertThat(words.rpo(Recovery.of(new Content(none)))).contains("unknown");
        assertThat(words.rto(Recovery.of(new Content(notReached))))
                .isEqualTo("RTO not reached, more than 35 min ± 0.2 s of 30 min: missed");
        assertThat(words.rpo(Recovery.of(new Content(notReached)))).isEqualTo("RPO nothing lost of 5 min: kept");
        assertThat(words.rto(Recovery.of(new Content(noOutage)))).isEqualTo("RTO no outage longer than 200 ms");
        assertThat(words.rpo(Recovery.of(new Content(noOutage)))).contains("unknown");
    }

    @Test
    void preparationIsBeforeTheBeginning() {
        assertThat(TimeWords.offset(Duration.ofMinutes(-10))).isEqualTo("T-10:00");
        assertThat(TimeWords.offset(Duration.ofSeconds(3_725))).isEqualTo("T+62:05");
    }

    private static java.util.List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
