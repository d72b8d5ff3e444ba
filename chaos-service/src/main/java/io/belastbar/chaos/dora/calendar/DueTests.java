package io.belastbar.chaos.dora.calendar;

import io.belastbar.chaos.dora.calendar.ICalendar.Event;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** The next due test of each runbook. */
public final class DueTests {
    private DueTests() {}

    /** Those that are due at all, the first first. */
    public static List<CoverageRow> of(List<CoverageRow> rows) {
        return rows.stream()
                .filter(row -> row.due().isPresent())
                .sorted(Comparator.comparing(
                                (CoverageRow row) -> row.due().orElseThrow().at())
                        .thenComparing(CoverageRow::runbook))
                .toList();
    }

    /** As a file for calendars. */
    public static String file(
            String system, List<CoverageRow> rows, ReportLanguage language, ZoneId zone, Instant writtenAt) {
        Wording words = Wording.of(DueTests.class, language);
        ReportTime time = new ReportTime(language, zone);
        List<Event> events = of(rows).stream()
                .map(row -> event(system, row, words, time, writtenAt))
                .toList();
        return ICalendar.of(words.text("calendar.name", system), events, zone, writtenAt);
    }

    private static Event event(String system, CoverageRow row, Wording words, ReportTime time, Instant writtenAt) {
        CoverageRow.Due due = row.due().orElseThrow();
        String last = row.covering()
                .map(test -> words.text(
                        "calendar.last",
                        time.minute(test.finishedAt().orElse(test.startedAt())),
                        test.outcome().orElse("–")))
                .orElseGet(() -> words.text("calendar.never"));
        return new Event(
                row.runbook() + "." + system + "@belastbar",
                words.text("calendar.summary", row.title(), words.name(row.status())),
                words.text("calendar.description", row.function(), row.runbook(), time.minute(due.at()), last),
                due.at(),
                due.remindAt(),
                row.covering().flatMap(HeldTest::finishedAt).orElse(writtenAt));
    }
}
