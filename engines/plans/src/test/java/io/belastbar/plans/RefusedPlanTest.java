package io.belastbar.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no plan is refused with place and rule, and nothing else is ever thrown. */
class RefusedPlanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|``|1|1|must be an object with \"Plan\", as EXPLAIN (FORMAT JSON) prints it",
                "[]|``|1|1|must have a plan",
                "[\"Utility Statement\"]|/0|1|2|must be an object with \"Plan\", as EXPLAIN (FORMAT JSON) prints it",
                "[7]|/0|1|2|must be an object with \"Plan\", as EXPLAIN (FORMAT JSON) prints it",
                "[{\"Plan\": []}]|/0/Plan|1|11|must be an object: a node of the plan",
                "[{\"Plan\": {}}]|/0/Plan|1|11|must have a \"Node Type\"",
                "[{\"Plan\": {\"Node Type\": 7}}]|/0/Plan/Node Type|1|25|must be a text such as \"Seq Scan\"",
                "{\"Plan\": {\"Node Type\": \"X\", \"Plans\": 7}}|/Plan/Plans|1|38|must be a list of nodes",
                "{\"Plan\": {\"Node Type\": \"X\", \"Plans\": [[]]}}|/Plan/Plans/0|1|39|must be an object: a node of the plan",
                "{\"Plan\": {\"Node Type\": \"X\", \"Actual Rows\": -1}}|/Plan/Actual Rows|1|44|must be a number from 0 to 1e100",
                "{\"Plan\": {\"Node Type\": \"X\", \"Plan Rows\": 1e999}}|/Plan/Plan Rows|1|42|must be a number from 0 to 1e100",
                "{\"Plan\": {\"Node Type\": \"X\", \"Plan Rows\": \"many\"}}|/Plan/Plan Rows|1|42|must be a number from 0 to 1e100",
                "{\"Plan\": {\"Node Type\": \"X\", \"Shared Hit Blocks\": -3}}|/Plan/Shared Hit Blocks|1|50|must be a number from 0 to 1e100",
                "{\"Plan\": {\"Node Type\": \"X\"}, \"Execution Time\": -3}|/Execution Time|1|48|must be a number from 0 to 1e100",
                "{\"Plan\": {\"Node Type\": \"X\", \"Node Type\": \"Y\"}}|/Plan/Node Type|1|29|a key must not be given twice",
                "{\"Plan\": {\"Node Type\": \"a\\u0000b\"}}|/Plan/Node Type|1|24|must not have the control character U+0000"
            })
    void faultsHaveTheirPlace(String json, String pointer, int line, int column, String rule) {
        ProblemError fault = refusal(json).errors().getFirst();

        assertThat(fault.pointer()).isEqualTo(pointer);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.rule()).isEqualTo(rule);
        assertThat(fault.received()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "Seq Scan",
                "<explain/>",
                "- Plan:",
                "{\"Plan\": NaN}",
                "{\"Plan\": {\"Node Type\": \"X\", \"Plan Rows\": NaN}}",
                "{\"Plan\": {\"Node Type\": \"X\"",
                "[{\"Plan\": {\"Node Type\": \"X",
                "{\"Plan\": {\"Node Type\": \"X\"}}}",
                "{\"Plan\": {\"Node Type\": \"X\"}} {}",
                "\u0000"
            })
    void whatIsNoWholeJsonIsRefused(String text) {
        ProblemError fault = refusal(text).errors().getFirst();

        assertThat(fault.line()).isPositive();
        assertThat(fault.column()).isPositive();
    }

    @Test
    void truncatedPlansAreRefusedWhereTheyEnd() {
        String whole = Explained.text(18, "hash-join");
        for (int length = 1; length < whole.stripTrailing().length(); length += 7) {
            ProblemError fault = refusal(whole.substring(0, length)).errors().getFirst();

            assertThat(fault.line())
                    .isBetween(1, (int) whole.substring(0, length).lines().count() + 1);
        }
    }

    @Test
    void thousandsOfLevelsAreRefusedWithTheLimit() {
        String nodes =
                "{\"Node Type\": \"X\", \"Plans\": [".repeat(5_000) + "{\"Node Type\": \"X\"}" + "]}".repeat(5_000);

        assertThat(refusal("{\"Plan\": " + nodes + "}").errors().getFirst().rule())
                .isEqualTo("must not be nested deeper than 1000");
        assertThat(refusal("[".repeat(100_000)).errors().getFirst().rule())
                .isEqualTo("must not be nested deeper than 1000");
    }

    @Test
    void hundredsOfLevelsAreRead() {
        String nodes = "{\"Node Type\": \"X\", \"Plans\": [".repeat(490) + "{\"Node Type\": \"X\"}" + "]}".repeat(490);

        assertThat(PlanParser.plan("{\"Plan\": " + nodes + "}").nodes()).hasSize(491);
    }

    @Test
    void tooManyNodesAreRefusedWithTheLimit() {
        String children = "{\"Node Type\":\"Bitmap Heap Scan\"},".repeat(50_000);
        String json =
                "{\"Plan\":{\"Node Type\":\"X\",\"Plans\":[" + children.substring(0, children.length() - 1) + "]}}";

        assertThat(refusal(json).errors().getFirst().rule()).isEqualTo("a plan may have 50000 nodes");
    }

    @Test
    void manyInitPlansAreReadInTime() {
        String init =
                "{\"Node Type\":\"X\",\"Parent Relationship\":\"InitPlan\",\"Subplan Name\":\"InitPlan 1 (returns $0)\","
                        + "\"Actual Loops\":1,\"Actual Total Time\":1,\"Filter\":\"$0 and $1\"},";
        String children = init.repeat(10_000);
        String json = "{\"Plan\":{\"Node Type\":\"X\",\"Actual Loops\":1,\"Actual Total Time\":5,\"Plans\":["
                + children.substring(0, children.length() - 1) + "]}}";

        assertThat(PlanParser.plan(json).nodes()).hasSize(10_001);
    }

    @Test
    void unknownTypesAndKeysPass() {
        Plan plan = PlanParser.plan(
                "{\"Plan\": {\"Node Type\": \"Quantum Scan\", \"Spin\": {\"Up\": [1, null]}, \"Plans\": null}, \"New\": []}");

        assertThat(plan.root().type()).isEqualTo("Quantum Scan");
        assertThat(plan.root().attributes().section("Spin").keys()).containsExactly("Up");
        assertThat(plan.nodes()).hasSize(1);
    }

    @Test
    void textsMayHaveAnyCharacterThatADatabaseKnows() {
        Plan plan = PlanParser.plan("{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Filter\": \"(a = 'ü\\u0007\\n😀')\"}}");

        assertThat(plan.root().attributes().text("Filter")).hasValue("(a = 'ü\u0007\n😀')");
    }

    @Test
    void plansInATextOfJsonAreRead() {
        String quoted = "\"[{\\\"Plan\\\": {\\\"Node Type\\\": \\\"Result\\\"}}]\"";

        assertThat(PlanParser.plan(quoted).root().type()).isEqualTo("Result");
        assertThat(refusal("\"\\\"\\\\\\\"7\\\\\\\"\\\"\"").errors()).isNotEmpty();
    }

    private static InvalidInput refusal(String json) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> PlanParser.plan(json));
        assertThat(refused).as(json.substring(0, Math.min(60, json.length()))).isNotNull();
        return refused;
    }
}
