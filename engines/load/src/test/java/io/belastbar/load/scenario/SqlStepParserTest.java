package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStepParserTest {

    @ParameterizedTest
    @CsvSource({
        "1, = 1, 1, 0",
        "> 0, > 0, 1, 0",
        ">=2, ≥ 2, 2, 1",
        "≤ 30000, ≤ 30000, 30000, 30001",
        "< 10, < 10, 9, 10",
        "== 0, = 0, 0, 1"
    })
    void aCheckSaysHowManyRowsAreRight(String rows, String text, long right, long wrong) {
        SqlStep step = (SqlStep)
                parse("SELECT 1", "check: { rows: \"" + rows + "\" }").sends().getFirst();

        assertThat(step.rows().text()).isEqualTo(text);
        assertThat(step.accepts(right)).isTrue();
        assertThat(step.accepts(wrong)).isFalse();
    }

    @Test
    void withoutACheckAnyNumberOfRowsIsRight() {
        SqlStep step = (SqlStep) parse("SELECT 1", "transaction: true").sends().getFirst();

        assertThat(step.accepts(0)).isTrue();
        assertThat(step.accepts(Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{ rows: 1.5 }", "{ rows: -1 }", "{ rows: \"< 0\" }", "{ rows: many }", "{ status: 200 }", "7"})
    void aCheckThatNoNumberOfRowsKeepsIsRefusedWithItsPlace(String check) {
        InvalidInput refused = refused("SELECT 1", "check: " + check);

        assertThat(refused.errors()).isNotEmpty().allSatisfy(error -> assertThat(error.pointer())
                .startsWith("/steps/0/check"));
    }

    @Test
    void aStatementWithNulIsRefusedSinceTheServerWouldReadItsBeginningOnly() {
        InvalidInput refused = refused("DELETE FROM item \\0 WHERE id = 1", "transaction: true");

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.rule())
                .contains("U+0000"));
    }

    private static InvalidInput refused(String sql, String rest) {
        return catchThrowableOfType(InvalidInput.class, () -> parse(sql, rest));
    }

    private static Scenario parse(String sql, String rest) {
        return ScenarioParser.parse(
                "{ scenario: s, database: d, load: { users: 1, duration: 1s }, steps: [ { sql: \"" + sql + "\", " + rest
                        + " } ] }",
                ScenarioLimits.DEFAULT);
    }
}
