package io.belastbar.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.web.document.UnderstoodJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was understood is stored: written down and read again it says the same. */
class UnderstoodTest {

    private static final UnderstoodJson JSON = UnderstoodJson.PLAIN;

    static List<Path> budgets() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.endsWith("belastbar/performance-budget.yml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void aBudgetReadAgainPromisesTheSame(Path file) throws IOException {
        var budget = Samples.budget(Files.readString(file));

        assertThat(JSON.read(JSON.write(budget), PerformanceBudget.class)).contains(budget);
    }

    /** As they were written by this version and by older ones, which knew no terms, or no relative limits; later ones read them too. */
    @ParameterizedTest
    @ValueSource(strings = {"budget", "budget-with-terms", "budget-with-relative"})
    void aBudgetThatWasWrittenOnceIsReadForEver(String name) throws IOException {
        var written = Files.readString(Path.of("src/test/resources/understood", name + ".json"));

        assertThat(JSON.read(written, PerformanceBudget.class))
                .contains(Samples.budget(Files.readString(Path.of("src/test/resources/understood", name + ".yml"))));
    }

    @Test
    void rulesThatWereWrittenOnceAreReadForEver() throws IOException {
        var written = Files.readString(Path.of("src/test/resources/understood/escalation-rules.json"));
        var rules = EscalationRulesParser.parse(EscalationRules.defaultDocument());

        var read = JSON.read(written, EscalationRules.class).orElseThrow();

        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> a.pattern().equals(b.pattern()) && a.flags() == b.flags(), Pattern.class)
                .isEqualTo(rules);
    }
}
