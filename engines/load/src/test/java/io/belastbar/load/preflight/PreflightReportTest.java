package io.belastbar.load.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.report.Sentence;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightReportTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 | 0 | with one request.  | mit einer Anfrage.
                    2 | 0 | with 2 requests.   | mit 2 Anfragen.
                    0 | 1 | with one SQL statement, which was only checked and not run. | mit einer SQL-Anweisung, die nur geprüft und nicht ausgeführt wurde.
                    0 | 3 | with 3 SQL statements, which were only checked and not run. | mit 3 SQL-Anweisungen, die nur geprüft und nicht ausgeführt wurden.
                    1 | 2 | with one request and 2 SQL statements, which were only checked and not run. | mit einer Anfrage und 2 SQL-Anweisungen, die nur geprüft und nicht ausgeführt wurden.
                    """)
    void onlyWhatWasTriedIsTold(int requests, int statements, String english, String german) {
        Sentence note = new PreflightReport(requests, statements, true, List.of())
                .notes()
                .getFirst();

        assertThat(note.english())
                .isEqualTo("Whether the targets take the scenario was tried before the load, " + english
                        + " Nothing of it is in the result.");
        assertThat(note.german())
                .isEqualTo("Ob die Ziele das Szenario annehmen, wurde vor der Last versucht, " + german
                        + " Im Ergebnis ist davon nichts enthalten.");
    }
}
