package io.belastbar.local.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class GameDayLinesTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aStepSaysItsKindAndWhatIsKnownOfIt() throws IOException {
        assertThat(event(ReportLanguage.EN, """
                {"id":4,"at":"2026-11-27T09:15:02.123Z","state":"RUNNING","phase":"STEP_DONE","action":"inject",
                 "subject":"kill primary","target":"smartbav-db","by":"game-day",
                 "details":{"subject":"kill primary","deadline":"2026-11-27T09:16:02Z","faultId":"f1"}}"""))
                .containsExactly("09:15:02  - done: kill primary (inject) [deadline 2026-11-27T09:16:02Z, faultId f1]");
    }

    @Test
    void aProofSaysEachExpectationInALineOfItsOwn() throws IOException {
        assertThat(event(ReportLanguage.DE, """
                {"at":"2026-11-27T09:15:02Z","phase":"NOT_STEADY","action":"game-day","subject":"steady-state",
                 "by":"game-day","details":{"subject":"steady-state","b":"HOLDS: 3 %","a":"VIOLATED: OPEN"}}"""))
                .containsExactly(
                        "09:15:02  - NICHT NORMAL, es wird nichts gestört",
                        "            a: VIOLATED: OPEN",
                        "            b: HOLDS: 3 %");
    }

    @Test
    void theRecordTellsTheSameInTheSameWords() throws IOException {
        assertThat(lines(ReportLanguage.EN).of(Moment.ofEntry(json.readTree("""
                {"at":"2026-11-27T09:15:02Z","by":"olga","kind":"DENIED",
                 "content":{"action":"confirm","state":"RUNNING","subject":"ok?","note":"not \\"now\\""}}"""))))
                .containsExactly("09:15:02  - DENIED: ok? (confirm), by olga: not \"now\"");
    }

    @Test
    void aNameCannotMoveTheCursorAndAnUnknownKindIsStillTold() throws IOException {
        assertThat(event(ReportLanguage.EN, """
                {"at":"soon","phase":"CLOCK_JUMPED","action":"x","subject":"a\\u001b[2J\\u0000\\nb","by":"ü"}""")).containsExactly("--:--:--  - clock jumped: a [2J b (x), by ü");
    }

    @Test
    void aPhaseIsAHeadingAndTheEndIsSaidOnce() throws IOException {
        assertThat(event(ReportLanguage.EN, """
                {"at":"2026-11-27T09:15:02Z","phase":"PHASE_ENTERED","subject":"ROLLING_BACK","by":"game-day"}""")).containsExactly("09:15:02  Everything is taken back");
        assertThat(event(ReportLanguage.EN, """
                {"at":"2026-11-27T09:15:02Z","phase":"PHASE_ENTERED","subject":"ENDED","by":"game-day"}""")).isEmpty();
    }

    @Test
    void whatWasSaidInBothLanguagesIsSaidInTheReaders() throws IOException {
        String event = """
                {"at":"2026-11-27T09:15:02Z","phase":"EXPECTATION_MET","action":"game-day","subject":"breaker","by":"game-day",
                 "details":{"measured":"OPEN after 5","measured@de":"OPEN nach 5"}}""";

        assertThat(event(ReportLanguage.EN, event)).containsExactly("09:15:02  - as expected: breaker: OPEN after 5");
        assertThat(event(ReportLanguage.DE, event)).containsExactly("09:15:02  - wie erwartet: breaker: OPEN nach 5");
    }

    private List<String> event(ReportLanguage language, String event) throws IOException {
        return lines(language).of(Moment.ofEvent(json.readTree(event)));
    }

    private static GameDayLines lines(ReportLanguage language) {
        return new GameDayLines(language, ZoneOffset.UTC);
    }
}
