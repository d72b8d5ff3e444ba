package io.belastbar.local.apply;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No platform runs here: none is needed. */
class ConvertCommandTest {
    private static final String PAGE = "# Suche\n- **Ziel:** <50ms P95\n";
    private static final String YAML = """
            # Written by belastbar convert; each line is one of the original.
            operations:
              "Suche":
                target_response_time_p95: "< 50 ms" # line 2
            """;

    @TempDir
    Path folder;

    @Test
    void whatIsUnderstoodIsWrittenAsYaml() throws IOException {
        Path out = folder.resolve("budget.yml");
        var printed = convert(write("page.md", PAGE, UTF_8), "-o", out.toString());

        assertThat(printed.text()).contains("page.md:2: understood: Suche target_response_time_p95 < 50 ms");
        assertThat(printed.exitCode()).isZero();
        assertThat(out).hasContent(YAML);
    }

    @Test
    void aScriptForPostgresBecomesWhatLasts() throws IOException {
        var printed = convert(write("performance_tuning.sql", "SET shared_buffers = '256MB';\n", UTF_8));

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text())
                .contains("performance_tuning.sql:1: understood: shared_buffers = 256MB; SET is refused")
                .contains("ALTER SYSTEM SET shared_buffers = '256MB'; -- line 1; needs a restart");
        assertThat(convert(write("other.sql", "SELECT 1;", UTF_8)).exitCode()).isEqualTo(104);
    }

    @Test
    void ofAPageThatPromisesSomethingTooTheSqlIsReadWhenAskedFor() throws IOException {
        Path page = write("both.md", PAGE + "```sql\nSET work_mem = '8MB';\n```\n", UTF_8);

        assertThat(convert(page).text()).contains("--sql reads that").contains("operations:");
        assertThat(convert(page, "--sql").text()).contains("ALTER SYSTEM SET work_mem = '8MB'; -- line 4");
        assertThat(convert(write("sql.md", "```sql\nSET work_mem = '8MB';\n```\n", UTF_8))
                        .text())
                .contains("ALTER SYSTEM SET work_mem = '8MB'; -- line 2");
    }

    @Test
    void withoutAFileItIsPrinted() throws IOException {
        assertThat(convert(write("page.md", PAGE, UTF_8)).text()).endsWith(YAML);
    }

    @Test
    void whatIsNativeAlreadyIsPrintedAsItIs() throws IOException {
        var printed = convert(write("b.yml", "endpoints:   {}\r\n", UTF_8));

        assertThat(printed).isEqualTo(new Printed(0, "endpoints:   {}\r\n"));
    }

    @Test
    void aFileMayBeUtf16OrHaveAByteOrderMarkAndWindowsLineEnds() throws IOException {
        var windows = PAGE.replace("\n", "\r\n");

        for (Path file : new Path[] {
            write("a.md", "\uFEFF" + windows, UTF_8),
            write("b.md", windows, UTF_16),
            write("c.md", "\uFEFF" + windows, UTF_16LE)
        }) {
            var printed = convert(file);
            assertThat(printed.text()).as(file.toString()).endsWith(YAML);
            assertThat(printed.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yml|mood: good|:1:1: is of no form that can be read; known are|(received the keys mood)",
                "a.yml|- a|:1:1: is of no form that can be read|a text without headings",
                "a.txt|fast enough|:1:1: is of no form that can be read|a text without headings",
                "a.md|# Only\\n\\n## words|:1:1: is of no form|a page with 2 headings and no promise",
                "a.md|# A\\n- **Ziel:** schnell|:2:1: not understood: a goal without a number: schnell|no promise",
                "a.md|- **Ziel:** <5ms|:1:1: has a limit, but promises nothing by its form|headings",
                "a.md|```yaml\\nperformance_baselines:\\n```|:2:1: code is read over|headings",
                "a.py|class Kpis:\\n  a: float = 1|:1:1: is of no form|Python without a @dataclass of KPIs: class Kpis:",
                "a.py|@dataclass\\nclass Kpis:\\n  mood: float = 1|:3:1: a KPI's name ends in|received mood",
                "a.yml|a: [|:1:5: |expected",
                "a.yml|kpis: {cpu_usage_max: 5}\\n---\\nalerts: {}|:2:1: must be a single document|second document",
                "a.yml|kpis: {cpu_usage_max: 5, cpu_usage_max: 6}|:1:26: a key must not be given twice|cpu_usage_max",
                "a.md|# A\\n- **Ziel:** <5\\0ms|:2:15: must not have the control character U+0000|U+0000",
                "a.md|' '|:1:1: must not be empty|nothing",
                "a.yml|endpoints: [&a {path: /}, *a]|:1:27: aliases are not accepted|*a",
            })
    void whatCannotBeReadIsToldWithItsPlace(String name, String text, String place, String found) throws IOException {
        Path out = folder.resolve("out.yml");
        var content = text.replace("\\n", "\n").replace("\\0", "\0");

        var printed = convert(write(name, content, UTF_8), "-o", out.toString());

        assertThat(printed.text()).contains(name + place).contains(found);
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(out).doesNotExist();
    }

    @Test
    void otherBytesThanTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.yml"), new byte[] {'a', (byte) 0xC3, '('});

        assertThat(convert(file).text()).contains("a.yml:1:1: must be a text in UTF-8");
        assertThat(convert(file).exitCode()).isEqualTo(104);
    }

    @Test
    void aFileOfFiveMegabytesIsRefusedByItsSize() throws IOException {
        var bytes = new byte[5 << 20];
        Arrays.fill(bytes, (byte) '#');

        var printed = convert(Files.write(folder.resolve("a.md"), bytes));

        assertThat(printed.text()).contains("a.md: has 5242880 bytes; a document may have 1048576");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "#", "*", "-", "<", "< ", "(", "**", "> 1 ", "P9", "unter ", "a: "})
    @Timeout(60)
    void aLongLineOfTheSameCharactersIsReadInNoTime(String repeated) throws IOException {
        var line = repeated.repeat(200_000 / repeated.length());

        for (String start : new String[] {"# ", "- **Ziel:** ", "  - a: <", "- **Error rate** "}) {
            var printed = convert(write("a.md", "# Ziele\n" + start + line + "y\n- **Fehlerrate**: <1%\n", UTF_8));
            assertThat(printed.exitCode()).isIn(0, 104);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var printed = convert(folder.resolve("none.md"));

        assertThat(printed.text()).contains("no such file").contains("none.md");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void aFolderThatIsNotThereCannotBeWrittenTo() throws IOException {
        var printed = convert(
                write("a.md", PAGE, UTF_8), "-o", folder.resolve("no/out.yml").toString());

        assertThat(printed.text()).contains("cannot write").contains("NoSuchFileException");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    private static Printed convert(Path file, String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "convert";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Printed.by(arguments);
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }
}
