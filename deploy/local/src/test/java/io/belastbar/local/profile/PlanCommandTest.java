package io.belastbar.local.profile;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.Printed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No platform runs here, and no database: none is needed. */
class PlanCommandTest {
    private static final String PLAN = """
            [{"Plan": {"Node Type": "Limit", "Actual Loops": 1, "Actual Total Time": 8.0, "Actual Rows": 1, "Plans": [
              {"Node Type": "Seq Scan", "Relation Name": "größe", "Actual Loops": 1, "Actual Total Time": 6.0,
               "Actual Rows": 1}]}, "Execution Time": 10.0}]
            """;

    @TempDir
    Path folder;

    @Test
    void aPlanIsATreeWithShares() throws IOException {
        var printed = Printed.by("profile", "plan", file("plan.json", PLAN, UTF_8));

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text())
                .contains("██████      60 %      6 ms     1  └─ Seq Scan on größe")
                .contains("██          20 %      2 ms     1  Limit");
    }

    @Test
    void theShellOfWindowsWritesUtf16() throws IOException {
        var printed = Printed.by("profile", "plan", file("plan.json", PLAN, UTF_16), "--lang", "de");

        assertThat(printed.text()).contains("Seq Scan on größe").contains("Anteil der Zeit");
    }

    @Test
    void standardInputIsReadToo() {
        var printed = reading(PLAN.getBytes(UTF_8), "profile", "plan", "-");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("└─ Seq Scan on größe");
    }

    @Test
    void filesOfOtherFormsAreWrittenBesideTheText() throws IOException {
        Path json = folder.resolve("out.json");
        Path html = folder.resolve("out.html");
        Path markdown = folder.resolve("out.md");

        var printed = Printed.by(
                "profile",
                "plan",
                file("plan.json", PLAN, UTF_8),
                "--out",
                "json=" + json + ",html=" + html,
                "--out",
                "md=" + markdown);

        JsonNode answer = new ObjectMapper().readTree(json.toFile());
        assertThat(answer.at("/plans/0/nodes/1/share").asDouble()).isEqualTo(0.6);
        assertThat(Files.readString(html)).contains("Seq Scan on größe");
        assertThat(Files.readString(markdown)).startsWith("# Execution plan");
        assertThat(printed.text()).contains("Seq Scan");
    }

    @Test
    void dataInPlaceOfTheTextCanBePiped() throws IOException {
        var printed = Printed.by("profile", "plan", file("plan.json", PLAN, UTF_8), "--out", "json=-");

        assertThat(new ObjectMapper()
                        .readTree(printed.text())
                        .at("/plans/0/totalMs")
                        .asDouble())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<explain/>|:1:1: plans in XML are not read; ask for JSON",
                "Seq Scan on t  (cost=0.00..1.00 rows=1 width=4)|:1:1: plans in text format are not read yet",
                "[{\"Plan\": {|:1:12: must be whole JSON: ",
                "{\"Plan\": {\"Node Type\": \"X\", \"Actual Loops\": -1}}|:1:45: must be a number from 0 to 1e100 (received -1) at /Plan/Actual Loops",
                "hello|:1:1: must be EXPLAIN's JSON",
                "`  `|:1:2: must be EXPLAIN's JSON"
            })
    void whatCannotBeReadIsToldWithItsPlace(String text, String said) throws IOException {
        var printed = Printed.by("profile", "plan", file("plan.txt", text, UTF_8));

        assertThat(printed.text()).contains("plan.txt" + said);
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(Printed.by("profile", "plan", folder.resolve("none").toString()))
                .satisfies(printed ->
                        assertThat(printed.text()).contains("no such file").contains("none"))
                .satisfies(printed -> assertThat(printed.exitCode()).isEqualTo(104));
        assertThat(Printed.by("profile", "plan", folder.toString()).exitCode()).isEqualTo(104);
    }

    @Test
    void otherBytesThanTextAreRefused() {
        var printed = reading(new byte[] {'[', (byte) 0xC3, '('}, "profile", "plan", "-");

        assertThat(printed.text()).contains("standard input:1:1: must be a text in UTF-8");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void unknownFormsAndPlacesThatCannotBeWrittenToAreNamed() throws IOException {
        String plan = file("plan.json", PLAN, UTF_8);

        assertThat(Printed.by("profile", "plan", plan, "--out", "pdf=x").exitCode())
                .isEqualTo(104);
        assertThat(Printed.by("profile", "plan", plan, "--out", "json=" + folder.resolve("no/x.json")))
                .satisfies(printed -> assertThat(printed.exitCode()).isEqualTo(104))
                .satisfies(printed -> assertThat(printed.text()).contains("was not written: no such folder"));
    }

    private static Printed reading(byte[] input, String... arguments) {
        InputStream in = System.in;
        try {
            System.setIn(new ByteArrayInputStream(input));
            return Printed.by(arguments);
        } finally {
            System.setIn(in);
        }
    }

    private String file(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset)).toString();
    }
}
