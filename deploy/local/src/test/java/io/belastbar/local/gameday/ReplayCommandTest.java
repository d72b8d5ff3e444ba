package io.belastbar.local.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.Printed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No platform runs here: none is needed. */
class ReplayCommandTest {
    @TempDir
    Path folder;

    @Test
    void historyIsMeasured() throws IOException {
        var printed = Printed.by("game-day", "replay", file(failover("[[1,95],[201,600]]")));

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text())
                .contains("2.02 s ± 20 ms")
                .contains("5 rows, 80 ms (96–100)")
                .contains("from 2.002 s")
                .doesNotContain("Findings");
    }

    @Test
    void germanHasItsNumbers() throws IOException {
        var printed = Printed.by("game-day", "replay", file(failover("[[1,95],[201,600]]")), "--lang", "de");

        assertThat(printed.text()).contains("2,02 s ± 20 ms").contains("5 Zeilen, 80 ms (96–100)");
    }

    @ParameterizedTest
    @CsvSource({"3s,5m,0,MET", "2030ms,5m,105,INCONCLUSIVE", "1s,5m,99,MISSED", "3s,10ms,99,MISSED"})
    void targetsGiveVerdicts(String rto, String rpo, int exitCode, String verdict) throws IOException {
        var printed =
                Printed.by("game-day", "replay", file(failover("[[1,95],[201,600]]")), "--rto", rto, "--rpo", rpo);

        assertThat(printed.exitCode()).isEqualTo(exitCode);
        assertThat(printed.text()).contains(verdict);
    }

    @Test
    void jsonGoesToTheConsoleOrIntoAFile() throws IOException {
        Path out = folder.resolve("out.json");

        var printed = Printed.by(
                "game-day", "replay", file(failover("[[1,95],[201,600]]")), "--json", "--out", "json=" + out);

        JsonNode json = new ObjectMapper().readTree(printed.text());
        assertThat(json).isEqualTo(new ObjectMapper().readTree(out.toFile()));
        assertThat(json.at("/rto/ms").asDouble()).isEqualTo(2_020);
        assertThat(json.at("/rto/boundMs").asDouble()).isEqualTo(20);
        assertThat(json.at("/rpo/lostRows").asLong()).isEqualTo(5);
        assertThat(json.at("/rpo/lost/0/0").asLong()).isEqualTo(96);
    }

    @Test
    void withoutReadBackNoLossIsShownAsZero() throws IOException {
        String text = failover("[]")
                .lines()
                .filter(line -> !line.contains("READBACK"))
                .reduce("", (a, b) -> a + b + "\n");

        var printed = Printed.by("game-day", "replay", file(text), "--json", "--rpo", "5m");

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.ABORTED);
        JsonNode rpo = new ObjectMapper().readTree(printed.text()).path("rpo");
        assertThat(rpo.path("state").asText()).isEqualTo("UNKNOWN");
        assertThat(rpo.has("ms")).isFalse();
        assertThat(rpo.has("lostRows")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n", "{\"seq\":1,\"event\":\"NOPE\",\"atMs\":1}\n", "\0", "\u00ff\u00fe"})
    void whatCannotBeReadEndsWith104(String text) throws IOException {
        var printed = Printed.by("game-day", "replay", file(text));

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(printed.text()).contains("cannot be read").hasLineCount(1);
    }

    @Test
    void whatIsNoFileEndsWith104() {
        assertThat(Printed.by("game-day", "replay", folder.toString()).exitCode())
                .isEqualTo(ExitCodes.INVALID_INPUT);
        assertThat(Printed.by("game-day", "replay", folder + "/none").text()).contains("no such file");
        assertThat(Printed.by("game-day", "replay").exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
    }

    @ParameterizedTest
    @CsvSource({"--stability,0s", "--stability,5", "--rto,soon", "--rpo,-5m", "--out,html=x"})
    void wrongOptionsEndWith104(String option, String value) throws IOException {
        assertThat(Printed.by("game-day", "replay", file(failover("[]")), option, value)
                        .exitCode())
                .isEqualTo(ExitCodes.INVALID_INPUT);
    }

    @Test
    void aCutOffEndIsLeftOutOnlyWhenAsked() throws IOException {
        String file = file(failover("[[1,95],[201,600]]") + "{\"seq\":601,\"ev");

        assertThat(Printed.by("game-day", "replay", file).exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
        var printed = Printed.by("game-day", "replay", file, "--cut-off");
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("ends in the middle of line 1203");
    }

    @Test
    void standardInputIsReadToo() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(failover("[]").getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Printed.by("game-day", "replay", "-").text()).contains("2.02 s ± 20 ms");
        } finally {
            System.setIn(before);
        }
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("verlauf über 'x'.jsonl"), text).toString();
    }

    private static String failover(String present) {
        var text = new StringBuilder();
        for (int i = 1; i <= 600; i++) {
            String end = i > 100 && i <= 200 ? "FAIL" : "ACK";
            text.append("{\"seq\":%d,\"event\":\"INVOKE\",\"atMs\":%d}%n".formatted(i, i * 20 - 20));
            text.append("{\"seq\":%d,\"event\":\"%s\",\"atMs\":%d}%n".formatted(i, end, i * 20 - 18));
            if (i == 100) {
                text.append("{\"event\":\"INJECT\",\"atMs\":1990}\n");
            }
        }
        return text + "{\"event\":\"READBACK\",\"atMs\":15000,\"present\":" + present + "}\n";
    }
}
