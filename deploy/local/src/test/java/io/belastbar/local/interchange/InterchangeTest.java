package io.belastbar.local.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterchangeTest {
    private static final String EXPORT = "GET /api/v1/systems/shop/scenarios/checkout/exports/k6";
    private static final String IMPORT = "POST /api/v1/systems/shop/test-run-imports";

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
    void measurementIsUploadedAsItIsAndItsRunIsNamed() throws IOException {
        platform.replyJson(IMPORT, 201, "{}");
        Path file = write("result.jtl", "timeStamp,elapsed\n1,2\n");

        var printed = command("import", file.toString(), "--system", "shop", "--scenario", "a b");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("as run " + PlayedPlatform.RUN);
        assertThat(platform.received)
                .contains(
                        "POST /api/v1/systems/shop/test-run-imports?format=auto&scenario=a%20b timeStamp,elapsed\n1,2\n");
    }

    @Test
    void folderIsCalledAFolder() throws IOException {
        var printed = command("import", folder.toString(), "--system", "shop", "--scenario", "a");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains(folder + " is a folder").doesNotContain("no such file");
    }

    @Test
    void toolThatWasRecognisedIsNamedWithItsNotes() throws IOException {
        platform.replyJson(IMPORT, 201, """
                {"runId":"x","tool":"hdrhistogram","format":"hdrhistogram","readAs":"an HdrHistogram log","requests":200,
                 "notes":["The values were taken as microseconds, as was told with the import."]}
                """);
        Path file = write("a.hlog", "#[StartTime: 1]\n");

        var printed = command("import", file.toString(), "--system", "shop", "--scenario", "a", "--unit", "us");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text())
                .contains("It was read as an HdrHistogram log (--format hdrhistogram). Requests: 200")
                .contains("- The values were taken as microseconds");
        assertThat(platform.received).anyMatch(request -> request.contains("?format=auto&scenario=a&unit=us "));
    }

    @Test
    void measurementThatIsRefusedNamesItsLine() throws IOException {
        platform.replyJson(IMPORT, 400, """
                {"detail":"x","errors":[{"line":2,"column":1,"rule":"must be a number","received":"fast"}]}
                """);
        Path file = write("result.jtl", "x");

        var printed = command("import", file.toString(), "--system", "shop", "--scenario", "a");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("result.jtl:2:1: must be a number (received fast)");
    }

    @Test
    void fileThatIsNotThereIsInvalidInput() {
        assertThat(command("import", "/no/such", "--system", "shop", "--scenario", "a")
                        .exitCode())
                .isEqualTo(104);
        assertThat(command("export", "/no/such.yml", "--format", "k6").text())
                .contains("there is no file /no/such.yml");
    }

    @Test
    void fileIsWrittenAsAScriptWithoutBeingStored() throws IOException {
        platform.reply("POST /api/v1/systems/shop/exports/k6", 200, "text/javascript", "export default () => {}\n");
        Path scenario = write("checkout.yml", "scenario: checkout\n");
        Path script = folder.resolve("checkout.js");

        var printed = command(
                "export", scenario.toString(), "--format", "k6", "--system", "shop", "--out", script.toString());

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(script).hasContent("export default () => {}");
        assertThat(platform.received).containsExactly("POST /api/v1/systems/shop/exports/k6 scenario: checkout\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k6", "hyperfoil"})
    void scenarioThatTheToolCannotRunIsInvalidInputWithItsStep(String tool) throws IOException {
        String refusal = """
                {"detail":"k6 cannot run this scenario","errors":[{"pointer":"/flows/0/steps/0",
                 "rule":"the SQL step 'latest' can be run by Belastbar only"}]}
                """;
        platform.replyJson("POST /api/v1/systems/shop/exports/" + tool, 400, refusal);
        platform.replyJson("GET /api/v1/systems/shop/scenarios/sql/exports/" + tool, 400, refusal);
        Path scenario = write("sql.yml", "scenario: sql\n");

        for (String asked : List.of(scenario.toString(), "sql")) {
            var printed = command("export", asked, "--system", "shop", "--format", tool);

            assertThat(printed.exitCode()).isEqualTo(104);
            assertThat(printed.text())
                    .contains("the SQL step 'latest' can be run by Belastbar only")
                    .contains("nothing was exported");
        }
        assertThat(platform.received).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void scriptThatCannotBeWrittenIsOneLine() throws IOException {
        platform.reply("POST /api/v1/systems/shop/exports/k6", 200, "text/javascript", "x");
        Path scenario = write("checkout.yml", "scenario: checkout\n");
        Path nowhere = folder.resolve("none").resolve("x.js");

        var printed = command(
                "export", scenario.toString(), "--format", "k6", "--system", "shop", "--out", nowhere.toString());

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text())
                .contains("cannot write " + nowhere + " (no such folder)")
                .doesNotContain("Exception");
    }

    @Test
    void storedScenarioIsWrittenToStandardOutput() {
        platform.reply(EXPORT, 200, "text/javascript", "export default () => {}\n");

        var printed = command("export", "checkout", "--system", "shop", "--format", "k6");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).isEqualTo("export default () => {}\n");
        assertThat(platform.received).noneMatch(request -> request.startsWith("PUT"));
    }

    private Printed command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }
}
