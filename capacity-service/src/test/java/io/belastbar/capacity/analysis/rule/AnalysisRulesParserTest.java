package io.belastbar.capacity.analysis.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.web.document.UnderstoodJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisRulesParserTest {
    private static final String OWN = """
            analysis:
              rules:
                - of: connections
                  in_days: 30
                  above: { value: 40, unit: connections }
                  priority: LOW
                  action: Pool the connections
                  timeline: { en: "This month", de: "Diesen Monat" }
            """;

    @Test
    void theBuiltInRulesAreAFileOfTheSameForm() {
        assertThat(AnalysisRules.builtIn().rules())
                .extracting(AnalysisRule::estimatedCost)
                .containsExactly(5000.0, 3000.0);
        assertThat(AnalysisRules.builtIn().actions())
                .isEqualTo("Plan Storage Upgrade; Implement Read Replicas or Database Sharding");
    }

    @Test
    void whatIsLeftOutCostsNothingAndABareTextIsTheSameInBothLanguages() {
        assertThat(AnalysisRulesParser.parse(OWN).rules()).singleElement().satisfies(rule -> {
            assertThat(rule.action().german()).isEqualTo("Pool the connections");
            assertThat(rule.timeline().german()).isEqualTo("Diesen Monat");
            assertThat(rule.estimatedCost()).isZero();
            assertThat(rule.currency()).isEqualTo("EUR");
        });
        assertThat(AnalysisRulesParser.parse("analysis: { rules: [] }").rules()).isEmpty();
    }

    @Test
    void whatWasUnderstoodIsReadAgain() {
        for (AnalysisRules rules : List.of(AnalysisRules.builtIn(), AnalysisRulesParser.parse(OWN))) {
            assertThat(UnderstoodJson.PLAIN.read(UnderstoodJson.PLAIN.write(rules), AnalysisRules.class))
                    .contains(rules);
        }
    }

    @Test
    void everyFaultHasItsPointerAndLine() {
        assertThat(faults(OWN.replace("connections\n", "memory\n")
                        .replace("30", "-4294967206")
                        .replace("LOW", "SOON")
                        .replace("This month", "")))
                .containsExactlyInAnyOrder(
                        "3 /analysis/rules/0/of",
                        "4 /analysis/rules/0/in_days",
                        "6 /analysis/rules/0/priority",
                        "8 /analysis/rules/0/timeline/en");
        assertThat(faults(OWN + "      estimated_cost: -1\n      currency: Taler\n      why: x\n"))
                .containsExactlyInAnyOrder(
                        "9 /analysis/rules/0/estimated_cost",
                        "10 /analysis/rules/0/currency",
                        "11 /analysis/rules/0/why");
        assertThat(faults(OWN.replace("value: 40, unit: connections", "share_of_limit: 80")))
                .containsExactly("5 /analysis/rules/0/above/share_of_limit");
        assertThat(faults(OWN.replace("value: 40, unit: connections", "value: 40, share_of_limit: 0.8")))
                .containsExactly("5 /analysis/rules/0/above");
        assertThat(faults(OWN.replace("of: connections", "of: queryLatency")))
                .containsExactly("5 /analysis/rules/0/above/unit");
        assertThat(faults("rules: []")).containsExactlyInAnyOrder("1 /rules", "1 /analysis");
        assertThat(faults("- a")).hasSize(1);
        assertThat(faults("analysis: { rules: [" + "{},".repeat(100) + "{}] }")).containsExactly("1 /analysis/rules");
    }

    private static List<String> faults(String text) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> AnalysisRulesParser.parse(text));
        return refused.errors().stream().map(AnalysisRulesParserTest::place).toList();
    }

    private static String place(ProblemError error) {
        return error.line() + " " + error.pointer();
    }
}
