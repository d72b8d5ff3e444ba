package io.belastbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ReportTimeTest {

    private static final Instant WINTER = Instant.parse("2026-11-21T10:21:05Z");
    private static final Instant SUMMER = Instant.parse("2026-07-21T22:30:00Z");

    @Test
    void theZoneStandsBesideEveryTime() {
        ReportTime english = ReportTime.utc(ReportLanguage.ENGLISH);
        ReportTime german = new ReportTime(ReportLanguage.GERMAN, ZoneId.of("Europe/Berlin"));

        assertThat(english.second(WINTER)).isEqualTo("21 Nov 2026, 10:21:05 UTC");
        assertThat(english.minute(WINTER)).isEqualTo("21 Nov 2026, 10:21 UTC");
        assertThat(german.minute(WINTER)).isEqualTo("21.11.2026, 11:21 MEZ");
        assertThat(german.minute(SUMMER)).isEqualTo("22.07.2026, 00:30 MESZ");
    }

    @Test
    void universalTimeHasOneName() {
        for (String zone : new String[] {"UTC", "Z", "Etc/UTC", "+00:00"}) {
            assertThat(new ReportTime(ReportLanguage.GERMAN, ZoneId.of(zone)).zone(WINTER))
                    .isEqualTo("UTC");
        }
        assertThat(new ReportTime(ReportLanguage.ENGLISH, ZoneId.of("+05:30")).second(WINTER))
                .isEqualTo("21 Nov 2026, 15:51:05 +05:30");
    }
}
