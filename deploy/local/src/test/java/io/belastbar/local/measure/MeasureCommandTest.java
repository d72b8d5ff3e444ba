package io.belastbar.local.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureCommandTest {
    private static final String POST = "POST /api/v1/systems/shop/measurements";
    private static final String RECEIPT = """
            {"stored":1,"known":0,"verdict":"%s","objectives":[{"subject":"pr","metric":"target_duration",
             "limit":"< 600 s","observed":"700000 ms","verdict":"%s","reason":null,"reasonGerman":null,
             "window":{"length":"24 h","verdict":"WARN","observed":"480000 ms","values":2,
                       "reason":"of two","reasonGerman":"aus zweien"}}],
             "measurements":[{"objectives":[]}]}""";

    @TempDir
    Path folder;

    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new PlayedPlatform(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void figureIsSentWithWhatIsKnownOfIt() {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS"));

        var printed = measure(
                "portfolio_data",
                "hit_ratio",
                "91%",
                "--samples",
                "4000",
                "--service",
                "redis",
                "--label",
                "commit=abc");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("1 value stored", "PASS  pr duration < 600 s: 700000 ms");
        assertThat(platform.received)
                .containsExactly(POST
                        + " {\"subject\":\"portfolio_data\",\"metric\":\"hit_ratio\",\"value\":\"91%\","
                        + "\"samples\":\"4000\",\"service\":\"redis\",\"labels\":{\"commit\":\"abc\"}}");
    }

    @Test
    void branchAndTestbedAreFields() {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS"));

        assertThat(measure("pr", "duration", "700s", "--branch", "feature/x", "--testbed", "ci")
                        .exitCode())
                .isZero();
        assertThat(measure("pr", "duration", "700s", "--branch", " ").text())
                .contains("--branch should be a name of one to 200 characters");
        assertThat(measure("--file", "values.csv", "--branch", "x").text()).contains("columns (CSV)");

        assertThat(platform.received)
                .containsExactly(POST
                        + " {\"subject\":\"pr\",\"metric\":\"duration\",\"value\":\"700s\",\"branch\":\"feature/x\","
                        + "\"testbed\":\"ci\"}");
    }

    @Test
    void brokenPromiseFailsThePipelineThoughTheWindowIsGood() {
        platform.replyJson(POST, 201, RECEIPT.formatted("FAIL", "FAIL"));

        var printed = measure("pr", "duration", "700s");

        assertThat(printed.exitCode()).isEqualTo(99);
        assertThat(printed.text().lines())
                .containsExactly(
                        "1 value stored",
                        "FAIL  pr duration < 600 s: 700000 ms",
                        "      window of 24 h: WARN, 480000 ms (of two)");
        assertThat(measure("pr", "duration", "700s", "--lang", "de").text())
                .contains("      Fenster von 24 h: WARN, 480000 ms (aus zweien)");
    }

    @Test
    void badWindowDoesNotKeepTheFixedBuildRed() {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS").replace("WARN", "FAIL"));

        var printed = measure("pr", "duration", "1s");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("window of 24 h: FAIL");
    }

    @Test
    void whatIsNotPromisedIsSaidWithWhatIs() {
        String hint = "nothing is promised about lag of pipeline pr; promised are duration";
        platform.replyJson(POST, 201, """
                {"stored":0,"known":2,"verdict":null,"hint":"%1$s","objectives":[],"measurements":[
                  {"objectives":[],"hint":"%1$s"},{"objectives":[],"hint":"%1$s"}]}""".formatted(hint));

        var printed = measure("pr", "lag", "8min", "--kind", "pipeline");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text().lines())
                .containsExactly("0 values stored, 2 stored before", "No verdict: " + hint + ".");
    }

    @Test
    void serviceThatHangsIsOneSentence() throws IOException {
        try (var silent = new SilentServer(folder.resolve("silent"))) {
            for (boolean headersFirst : new boolean[] {false, true}) {
                silent.sendsHeaders = headersFirst;
                var printed =
                        Printed.by("measure", "pr", "duration", "8min", "--system", "shop", "--home", silent.home());

                assertThat(printed.exitCode()).as(printed.text()).isEqualTo(105);
                assertThat(printed.text().lines()).singleElement().satisfies(line -> assertThat(line)
                        .contains("does not answer in time; see: belastbar status"));
            }
        }
    }

    @Test
    void refusedMeasurementIsInvalidInput() {
        platform.replyJson(
                POST, 400, "{\"detail\":\"x\",\"errors\":[{\"pointer\":\"/value\",\"rule\":\"is a duration\"}]}");

        var printed = measure("pr", "duration", "fast");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("measure: is a duration at /value");
    }

    @Test
    void sizesOfSeveralFilesAreAdded() throws IOException {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS"));
        Files.createDirectories(folder.resolve("dist/assets"));
        Files.write(folder.resolve("dist/assets/a.js"), new byte[100]);
        Files.write(folder.resolve("dist/assets/b.js"), new byte[23]);
        Files.write(folder.resolve("dist/assets/b.map"), new byte[1_000]);

        assertThat(measure("--size", folder + "/dist/**/*.js", "--subject", "initial-bundle")
                        .exitCode())
                .isZero();

        assertThat(platform.received.getFirst()).contains("\"value\":\"123 B\"}");
    }

    @Test
    void globIsResolvedAgainstTheFolder() throws IOException {
        Files.write(folder.resolve("a.js"), "x".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        var artefact = new ArtefactSize(folder);

        assertThat(artefact.files("*.js")).containsExactly(folder.resolve("a.js"));
        assertThat(artefact.files("./*.js")).hasSize(1);
        assertThat(artefact.files("a.js")).hasSize(1);
        assertThat(artefact.bytes(artefact.files("a.js"), true)).isLessThan(100);
        assertThatThrownBy(() -> artefact.files("missing/*.js"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("no file is named missing/*.js");
    }

    @Test
    void pipelineLastsUntilNow() {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS"));

        assertThat(measure("--pipeline", "pr", "--started", "2020-01-01T00:00:00Z")
                        .exitCode())
                .isZero();

        assertThat(platform.received.getFirst())
                .containsPattern("\"subject\":\"pr\",\"metric\":\"duration\",\"value\":\"\\d{12,} ms\"\\}");
    }

    @Test
    void tableIsSentAsItIs() throws IOException {
        platform.replyJson(POST, 201, RECEIPT.formatted("PASS", "PASS"));
        Path file = Files.writeString(folder.resolve("values.csv"), "subject,metric,value\npr,duration,8min\n");

        assertThat(measure("--file", file.toString()).exitCode()).isZero();

        assertThat(platform.received.getFirst()).endsWith("subject,metric,value\npr,duration,8min\n");
    }

    @Test
    void unclearCommandIsInvalidInput() {
        for (String[] arguments : new String[][] {
            {},
            {"pr", "duration"},
            {"pr", "duration", "8min", "--pipeline", "pr"},
            {"--size", "x"},
            {"--pipeline", "pr"},
            {"--pipeline", "pr", "--started", "yesterday"},
            {"--pipeline", "pr", "--started", "99999999999"},
            {"--file", "missing.json"}
        }) {
            assertThat(measure(arguments).exitCode())
                    .as(String.join(" ", arguments))
                    .isEqualTo(104);
        }
        assertThat(platform.received).isEmpty();
    }

    private Printed measure(String... arguments) {
        var all = new ArrayList<>(List.of("measure"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--system", "shop", "--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }
}
