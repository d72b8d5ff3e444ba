package io.belastbar.chaos.dora.calendar;

import static io.belastbar.chaos.dora.DoraRows.BERLIN;
import static io.belastbar.chaos.dora.DoraRows.at;
import static io.belastbar.chaos.dora.DoraRows.held;
import static io.belastbar.chaos.dora.DoraRows.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.dora.calendar.ICalendar.Event;
import io.belastbar.report.ReportLanguage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ICalendarTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static Event event(String summary, String due, String remind) {
        return new Event("a@b", summary, "x", Instant.parse(due), Instant.parse(remind), NOW);
    }

    private static String file(ZoneId zone, Event... events) {
        return ICalendar.of("n", List.of(events), zone, NOW);
    }

    /** As a reader joins them again (section 3.1). */
    private static List<String> unfolded(String file) {
        return file.replace("\r\n ", "").lines().toList();
    }

    @Test
    void linesEndAndFoldAsTheStandardAsks() {
        String summary = "Übung „süß“ 🎲 ".repeat(20);

        String file = file(BERLIN, event(summary, "2026-03-10T10:00:00Z", "2026-03-03T10:00:00Z"));

        assertThat(file).doesNotContainPattern("(?<!\r)\n").endsWith("END:VCALENDAR\r\n");
        assertThat(file.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(75));
        assertThat(unfolded(file)).contains("SUMMARY:" + summary);
    }

    @Test
    void whatHasAMeaningInTheFileIsEscaped() {
        String file = file(
                ZoneOffset.UTC,
                event("a;b,c\\d\ne\u0000f\r\nBEGIN:VEVENT", "2026-03-10T10:00:00Z", "2026-03-03T10:00:00Z"));

        assertThat(unfolded(file))
                .contains("SUMMARY:a\\;b\\,c\\\\d\\ne f\\nBEGIN:VEVENT")
                .containsOnlyOnce("BEGIN:VEVENT");
    }

    @Test
    void aDayIsThatOfTheZone() {
        Event late = event("s", "2026-03-09T23:30:00Z", "2026-03-02T23:30:00Z");

        assertThat(file(BERLIN, late)).contains("DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260311");
        assertThat(file(ZoneOffset.UTC, late)).contains("DTSTART;VALUE=DATE:20260309");
    }

    @Test
    void anAlarmComesSoManyDaysBefore() {
        assertThat(file(BERLIN, event("s", "2026-03-30T10:00:00Z", "2026-03-23T11:00:00Z")))
                .contains("TRIGGER:-P7D");
        assertThat(file(BERLIN, event("s", "2026-03-30T10:00:00Z", "2026-03-30T01:00:00Z")))
                .contains("TRIGGER:PT0S");
    }

    @Test
    void withoutEventsItIsStillACalendar() {
        assertThat(unfolded(file(BERLIN))).first().isEqualTo("BEGIN:VCALENDAR");
        assertThat(file(BERLIN)).contains("PRODID:").contains("VERSION:2.0").endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void dueTestsComeInTheirOrderAndKeepTheirIds() {
        var rows = at(
                "2026-03-05T00:00:00Z",
                List.of(monthly("a"), monthly("b")),
                held("a", "2026-02-20T10:00:00Z", "PASSED"),
                held("b", "2026-02-10T10:00:00Z", "FAILED"));

        List<String> lines = unfolded(DueTests.file("smartbav", rows, ReportLanguage.GERMAN, BERLIN, NOW));

        assertThat(lines.stream().filter(line -> line.startsWith("UID")))
                .containsExactly("UID:b.smartbav@belastbar", "UID:a.smartbav@belastbar");
        assertThat(lines).anyMatch(line -> line.contains("bald fällig"));
        assertThat(lines).anyMatch(line -> line.contains("10.02.2026\\, 11:00 MEZ\\, FAILED"));
    }

    @Test
    void equalDueTimesAreSortedByName() {
        var rows = at(
                "2026-03-05T00:00:00Z",
                List.of(monthly("b"), monthly("a")),
                held("a", "2026-02-10T10:00:00Z", "PASSED"),
                held("b", "2026-02-10T10:00:00Z", "PASSED"));

        assertThat(DueTests.of(rows)).extracting(row -> row.runbook()).containsExactly("a", "b");
    }
}
