package io.belastbar.chaos.record.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GameDayFilesTest {
    private static final Instant AT = Instant.parse("2026-11-27T05:00:00Z");
    private static final GameDayReport REPORT = GameDayReport.of(List.of(
                    entry(0, "STARTED", Map.of("system", "smartbav", "runbook", "db-primary-down")),
                    entry(60, "STEP_DONE", Map.of("subject", "Primary gestoppt | \"x\" <b>")),
                    entry(120, "EXPECTATION_MISSED", Map.of("subject", "alert in 60 s", "measured", "180 s")),
                    entry(300, "MEASURED", Map.of("subject", "RTO", "rtoMs", 2_020, "rtoBoundMs", 20, "lostRows", 5)),
                    entry(400, "FINISHED", Map.of("outcome", "FAILED"))))
            .orElseThrow();

    @Test
    void runbookAsExecutedHasItsTimesAndBoxes() {
        String file = write(GameDayFiles.EXECUTED, ReportLanguage.GERMAN);

        assertThat(file).contains("T+1:00", "T+2:00", "Ergebnis: FAILED").doesNotContain("<b>", "\n\n\n\n");
        assertThat(file.lines().filter(line -> line.contains("EXPECTATION"))).allMatch(line -> line.contains("[ ]"));
    }

    @Test
    void whatWorkedStandsApartFromWhatMustImprove() {
        String file = write(GameDayFiles.FINDINGS, ReportLanguage.ENGLISH);

        assertThat(file.indexOf("Primary gestoppt"))
                .isBetween(file.indexOf("### What worked"), file.indexOf("### What must"));
        assertThat(file.indexOf("alert in 60 s")).isGreaterThan(file.indexOf("### What must"));
    }

    @Test
    void timelineHasWhatWasMeasuredWithItsBound() {
        assertThat(write(GameDayFiles.TIMELINE, ReportLanguage.ENGLISH))
                .contains("rtoMs 2020", "rtoBoundMs 20", "lostRows 5");
    }

    @Test
    void whatMustImproveIsToBeDone() {
        assertThat(write(GameDayFiles.ACTIONS, ReportLanguage.ENGLISH))
                .contains("alert in 60 s: mend it, then repeat runbook db-primary-down")
                .doesNotContain("Primary gestoppt");
    }

    @ParameterizedTest
    @EnumSource(GameDayFiles.class)
    void everyFileHasATitleInBothLanguages(GameDayFiles file) {
        assertThat(file.title().german()).isNotEqualTo(file.title().english());
        assertThat(file.path(AT, ZoneOffset.UTC)).doesNotContain("DATE");
    }

    @Test
    void preparationIsBeforeTheBeginning() {
        assertThat(GameDayPage.offset(Duration.ofMinutes(-10))).isEqualTo("T-10:00");
        assertThat(GameDayPage.offset(Duration.ofSeconds(3_725))).isEqualTo("T+62:05");
    }

    private static String write(GameDayFiles file, ReportLanguage language) {
        return file.write(List.of(REPORT), ReportTime.utc(language));
    }

    private static RecordEntry entry(long seconds, String kind, Map<String, Object> content) {
        return new RecordEntry(kind, AT.plusSeconds(seconds), "operator", content);
    }
}
