package io.belastbar.profiling.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenValuesTest {
    @Test
    void aPlanKeepsItsNamesAndFiguresAndTellsNoValue() {
        String plan = HiddenValues.plan("""
                [{"Plan": {"Node Type": "Index Scan", "Index Name": "by_7", "Actual Rows": 17, "Filter":
                "((name = 'O''Brien'::text) AND (id = 4711) AND (col2 > -1.5) AND (a.\\"x1\\" = $1))",
                "Plans": [{"Relation Name": "t1", "Output": ["'secret'::text", "t1.id"]}]}}]""");

        assertThat(plan)
                .doesNotContain("Brien", "4711", "1.5", "secret")
                .contains("by_7", "\"Actual Rows\":17", "col2", "$1", "t1.id", "x1");
    }
}
