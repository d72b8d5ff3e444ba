package io.belastbar.budget.escalation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.GameDayFinished;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GameDayTitleTest {
    private static final Instant AT = Instant.parse("2025-03-15T10:00:00Z");

    @Test
    void titleThatIsKeptIsReadAgainInBothLanguages() {
        var ended = new GameDayFinished("1", "smartbav", "db-down", "FAILED", 1_800_400L, AT, 0L, 0L, null);

        String kept = GameDayTitle.of(ended).kept();

        assertThat(GameDayTitle.read(kept)).hasValueSatisfying(title -> {
            assertThat(title.in(ReportLanguage.GERMAN))
                    .isEqualTo("Game Day db-down: NICHT BESTANDEN, RTO 1.800 s, verlorene Zeilen: 0");
            assertThat(title.in(ReportLanguage.ENGLISH))
                    .isEqualTo("Game day db-down: FAILED, RTO 1,800 s, lost rows: 0");
        });
    }

    @Test
    void whatNobodyMeasuredIsNotSaid() {
        var ended = new GameDayFinished("1", "smartbav", "rls", "INCONCLUSIVE", null, AT);

        assertThat(GameDayTitle.read(GameDayTitle.of(ended).kept()))
                .map(title -> title.in(ReportLanguage.GERMAN))
                .contains("Game Day rls: NICHT ENTSCHEIDBAR");
    }

    @Test
    void titlesOfOtherThingsStayAsTheyAre() {
        assertThat(GameDayTitle.read("P99 of GET /offers is 800 ms")).isEmpty();
        assertThat(GameDayTitle.read("Game day x: the alert came late (game day x)"))
                .isEmpty();
    }
}
