package io.belastbar.chaos.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.resilience.record.RecordEntry;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GameDayFilesTest {

    @Test
    void runbookAsExecutedHasItsTimesAndBoxes() {
        String file = german(GameDayFiles.EXECUTED, Days.report(Days.failover()));

        assertThat(file)
                .contains(
                        "T-10:00 Schritt erledigt: Backup",
                        "T+3:00 Nicht wie erwartet: Alarm in 60 s",
                        "NICHT BESTANDEN")
                .doesNotContain("EXPECTATION_MISSED", "STEP_DONE", "afterMs", "\n\n\n\n");
        assertThat(file.lines().filter(line -> line.contains("Nicht wie erwartet:")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("- [ ]"));
    }

    /** Each word that an entry may have as a value, by itself, in a list and in a map: none of them is English. */
    @ParameterizedTest
    @EnumSource(GameDayFiles.class)
    void aGermanReportHasNoEnglishWordsOfState(GameDayFiles file) {
        List<String> states = List.of(
                "PASSED",
                "FAILED",
                "ABORTED",
                "INCONCLUSIVE",
                "RUNNING",
                "COMPLETED",
                "HALF_OPEN",
                "CLOSED",
                "OPEN",
                "MISSED",
                "MET",
                "KEPT",
                "UNKNOWN",
                "HOLDS",
                "VIOLATED",
                "NOT_YET",
                "NOT_REACHED",
                "NO_OUTAGE",
                "true");
        List<RecordEntry> entries = new ArrayList<>(Days.abortedAtOnce().subList(0, 1));
        int second = 0;
        for (String state : states) {
            entries.add(Days.entry(
                    second++,
                    "STEP_DONE",
                    "game-day",
                    Map.of(
                            "subject",
                            "Schritt",
                            "action",
                            "check",
                            "status",
                            state,
                            "outcomes",
                            List.of(state),
                            "states",
                            Map.of("a", state))));
        }
        entries.add(Days.entry(
                second,
                "STEP_NOT_DONE",
                "game-day",
                Map.of("subject", "Schritt", "action", "clear", "reason", "the fault is CLEARING")));
        entries.add(Days.entry(
                second,
                "MEASURED",
                "game-day",
                Map.of(
                        "subject",
                        "recovery",
                        "findings",
                        "5 rows are there twice",
                        "findings@de",
                        "5 Zeilen sind mehrfach da")));

        assertThat(german(file, Days.report(entries)))
                .doesNotContainPattern("\\b(" + String.join("|", states) + "|CLEARING|rows are there)\\b");
    }

    @Test
    void whatWorkedStandsApartFromWhatMustImprove() {
        String file = english(GameDayFiles.FINDINGS, Days.report(Days.failover()));

        int improve = file.indexOf("### What must improve");
        assertThat(file.indexOf("Circuit Breaker öffnet")).isBetween(file.indexOf("### What worked"), improve);
        assertThat(file.indexOf("RTO 41 s ± 0.2 s of 30 min: kept")).isBetween(0, improve);
        assertThat(file.indexOf("Alarm in 60 s – received")).isGreaterThan(improve);
        assertThat(file.indexOf("Webhooks verarbeitet")).isGreaterThan(improve);
    }

    @Test
    void timelineHasWhatWasMeasuredBesideItsTargets() {
        assertThat(german(GameDayFiles.TIMELINE, Days.report(Days.failover())))
                .contains(
                        "RTO erreicht? (Ziel 30 min) ✅ 41 s ± 0,2 s",
                        "RPO erreicht? (Ziel 5 min) ✅ 5 Zeilen verloren, 2,02 s",
                        "15.03.2025, 10:03:00 MEZ");
    }

    @Test
    void whatNobodyMeasuredIsUnknownAndNotZero() {
        assertThat(english(GameDayFiles.FINDING, Days.report(Days.abortedAtOnce())))
                .contains("RTO reached? (target 30 min) ❔ not measured", "RPO reached? (target 5 min) ❔ unknown")
                .doesNotContain(" 0 s", "0 rows");
    }

    @Test
    void actionItemsHaveOwnerDueDateAndRepeat() {
        var day = Days.report(Days.failover(), Days.item("Alarm in 60 s", "2025-04-14"));

        String file = GameDayFiles.ACTIONS.write(
                List.of(day), List.of(Days.item("Webhooks", "2025-06-01")), time(ReportLanguage.GERMAN));

        assertThat(file)
                .contains(
                        "Noch zu tun",
                        "ÜBERFÄLLIG",
                        "DevOps Engineer",
                        "14.04.2025",
                        "Runbook db-primary-down wiederholen");
        assertThat(file.indexOf("Webhooks")).isLessThan(file.indexOf("Alarm in 60 s"));
    }

    @Test
    void findingFileAnswersTheRetrospective() {
        String file = german(GameDayFiles.FINDING, Days.report(Days.signedOff()));

        assertThat(file)
                .contains(
                        "Welche Prozesse fehlten? – Der Alarm kam zu spät (moderator)",
                        "Eintrag 8 wurde berichtigt: Es waren 170 s",
                        "Eintrag 8 wurde berichtigt: Es waren doch 180 s",
                        "Mit Anmerkungen abgenommen von auditor",
                        "✅ Wiederherstellung validiert",
                        "❌ Reaktion auf den Vorfall verifiziert");
    }

    @ParameterizedTest
    @EnumSource(GameDayFiles.class)
    void namesOfOthersStayTextInEveryFile(GameDayFiles file) {
        String written = german(file, Days.report(Days.nasty(), Days.item(Days.NASTY, "2025-06-01")));

        assertThat(written).doesNotContain("<script>", "\n# Zeile").doesNotContainPattern("[^\\\\]\\]\\(javascript");
        assertThat(written.lines().filter(line -> line.startsWith("|") && !line.startsWith("|---")))
                .allSatisfy(row -> assertThat(row.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isIn(5L, 6L));
    }

    @ParameterizedTest
    @EnumSource(GameDayFiles.class)
    void everyFileHasATitleInBothLanguages(GameDayFiles file) {
        assertThat(file.title().german()).isNotEqualTo(file.title().english());
        assertThat(file.path(Days.AT, ZoneOffset.UTC, 1)).doesNotContain("DATE", "-N");
    }

    @Test
    void findingFileIsNamedAfterTheDateOfTheSystemsZone() {
        assertThat(GameDayFiles.FINDING.path(Days.AT.plusSeconds(14 * 3_600 + 1_800), ZoneId.of("Europe/Berlin"), 2))
                .isEqualTo("2025-03-16-gameday-2.md");
    }

    private static String german(GameDayFiles file, DayReport day) {
        return file.write(List.of(day), List.of(), time(ReportLanguage.GERMAN));
    }

    private static String english(GameDayFiles file, DayReport day) {
        return file.write(List.of(day), List.of(), time(ReportLanguage.ENGLISH));
    }

    private static ReportTime time(ReportLanguage language) {
        return new ReportTime(language, ZoneId.of("Europe/Berlin"));
    }
}
