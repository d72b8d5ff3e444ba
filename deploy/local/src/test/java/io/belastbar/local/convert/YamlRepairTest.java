package io.belastbar.local.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.local.convert.Conversion.Remark;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlRepairTest {

    @ParameterizedTest
    @CsvSource({"postgresql-optimization-checklist.yml, 19", "forecasts.yml, 6"})
    void tasksOfTheRequirementsKeepTheirWords(String file, int tasks) throws IOException {
        var text = ConvertedExamplesTest.resource(file);

        var repaired = YamlRepair.of(text);

        var written = text.lines().filter(line -> line.contains("- [ ] ")).toList();
        assertThat(written).hasSize(tasks);
        assertThat(new YAMLMapper().readTree(repaired.text()).findValuesAsText("text"))
                .isEqualTo(written.stream()
                        .map(line -> line.replaceFirst(".*- \\[ ] ", ""))
                        .toList());
        assertThat(repaired.text().lines().count()).isEqualTo(text.lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a: b",
                "a # b",
                "\"quoted\" and more",
                "'quoted' and more",
                "*bold*",
                "&x",
                "> 100 ms?",
                "| pipe",
                "`code`",
                "@name",
                "100 %",
                "%x",
                "{a}",
                "[link](there)",
                "- dash",
                "ends: ",
            })
    void aTaskMayHaveAnyText(String text) throws IOException {
        var repaired = YamlRepair.of("list:\r\n  - [x] first\r\n  - [ ] " + text + "\r\nafter: 1\r\n");

        var tree = new YAMLMapper().readTree(repaired.text());
        assertThat(tree.path("list"))
                .extracting(task -> task.path("done").asBoolean(), task -> task.path("text")
                        .asText())
                .containsExactly(tuple(true, "first"), tuple(false, text.strip()));
        assertThat(tree.path("after").asInt()).isOne();
        assertThat(repaired.notes()).containsExactly(new Remark(2, "2 tasks are read as {done, text}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: |\n  - [ ] a text\n  \"\"\"\n",
                "a: 'one\n  - [ ] two'\n",
                "a: \"one\n  - [ ] two\"\n",
                "a:\n  - []\n  - [ ]\n  - [x]\n",
                "a: 1 # \"\"\"\n",
                "a: 1",
                "{\"a\": 1}",
            })
    void whatIsYamlStaysAsItIs(String yaml) {
        assertThat(YamlRepair.of(yaml)).isEqualTo(new Conversion(yaml, List.of(), List.of()));
    }

    @Test
    void aTextThatLooksLikeATaskStaysBesideATask() throws IOException {
        var repaired = YamlRepair.of("a: 'one\n  - [ ] two'\nb:\n  - [ ] three\n");

        JsonNode tree = new YAMLMapper().readTree(repaired.text());
        assertThat(tree.path("a").asText()).isEqualTo("one - [ ] two");
        assertThat(tree.path("b").path(0).path("text").asText()).isEqualTo("three");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"\"One line\"\"\"\na: 1\n",
                "# comment\n\n---\n'''Several\nlines:\n  - of text\n'''\n\na: 1\n",
                "\"\"\"\n\n\"\"\"\r\na: 1\n",
            })
    void aDocstringBeforeTheFirstKeyIsACommentAfterwards(String text) throws IOException {
        var repaired = YamlRepair.of(text);

        assertThat(new YAMLMapper().readTree(repaired.text())).isEqualTo(new YAMLMapper().readTree("a: 1"));
        assertThat(repaired.notes()).hasSize(1);
        assertThat(repaired.text().lines().count()).isEqualTo(text.lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\n\"\"\"too late\"\"\"\nb: 2\n",
                "\"\"\"never ends\na: 1\n",
                "\"\"\"with\"\"\" more: 1\n",
            })
    void anyOtherDocstringIsLeftToBeRefused(String text) {
        assertThat(YamlRepair.of(text).text()).isEqualTo(text);
    }

    @Test
    @Timeout(60)
    void manyTasksAreReadInOneGo() {
        var text = "list:\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> "  - [ ] task " + i + "\n")
                        .collect(Collectors.joining());

        assertThat(YamlRepair.of(text).notes()).containsExactly(new Remark(2, "20000 tasks are read as {done, text}"));
    }
}
