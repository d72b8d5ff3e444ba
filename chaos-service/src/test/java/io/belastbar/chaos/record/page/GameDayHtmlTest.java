package io.belastbar.chaos.record.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class GameDayHtmlTest {

    @Test
    void pageSaysFirstHowItEnded() throws IOException {
        String page =
                write(Days.report(Days.signedOff(), Days.item("Alarm in 60 s", "2025-04-14")), ReportLanguage.GERMAN);

        assertThat(page)
                .contains(
                        "v-BAD",
                        "NICHT BESTANDEN",
                        "Erwartung: Alarm in 60 s",
                        "41 s ± 0,2 s",
                        "1 überfällig",
                        "PostgreSQL angehalten")
                .doesNotContain("EXPECTATION_", "STEP_DONE", "faultId", "afterMs");
        Files.writeString(Path.of("target/gameday-report.html"), page);
    }

    @Test
    void germanReadersAreToldWhatWasSeenInGerman() {
        assertThat(write(Days.report(Days.failover()), ReportLanguage.GERMAN))
                .contains("180 s nach Beginn der Störung empfangen")
                .doesNotContain("received 180 s", "@de");
        assertThat(write(Days.report(Days.failover()), ReportLanguage.ENGLISH))
                .contains("received 180 s")
                .doesNotContain("nach Beginn der Störung", "@de");
    }

    @Test
    void gameDayThatWasAbortedBeforeAnythingSaysNothingOfTheSystem() throws IOException {
        String page = write(Days.report(Days.abortedAtOnce()), ReportLanguage.ENGLISH);

        assertThat(page).contains("v-CALM", "ABORTED", "says nothing of the system", "aborted by ops");
        Files.writeString(Path.of("target/gameday-aborted.html"), page);
    }

    @Test
    void namesOfOthersDoNothingInThePage() throws IOException {
        String page = write(Days.report(Days.nasty(), Days.item(Days.NASTY, "2025-06-01")), ReportLanguage.GERMAN);

        assertThat(page).contains("&lt;script&gt;", "Über &quot;Größe&quot;").doesNotContain("<script>");
        Files.writeString(Path.of("target/gameday-nasty.html"), page);
    }

    @Test
    void longRecordIsCutShortButNothingThatIsToBeDone() {
        DayReport day = Days.report(Days.ofManyEntries(5_000));

        assertThat(day.day().leftOut()).isEqualTo(3_001);
        assertThat(write(day, ReportLanguage.ENGLISH))
                .contains("spät verfehlt", "3,001 more entries stand in the record only", "5,003 entries")
                .hasSizeLessThan(3_000_000);
    }

    private static String write(DayReport day, ReportLanguage language) {
        return GameDayHtml.write(day, new ReportTime(language, ZoneId.of("Europe/Berlin")));
    }
}
