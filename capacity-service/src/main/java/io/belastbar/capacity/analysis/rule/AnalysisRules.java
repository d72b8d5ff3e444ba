package io.belastbar.capacity.analysis.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the daily analysis recommends, and when: those of {@code analysis-rules.yml} here, unless a system has its own.
 *
 * @param rules in the order in which they are written; none recommends nothing
 */
public record AnalysisRules(List<AnalysisRule> rules) {
    private static final String FILE = "analysis-rules.yml";

    public AnalysisRules {
        rules = List.copyOf(rules);
    }

    /** Those of this version of the service. */
    public static AnalysisRules builtIn() {
        return BuiltIn.RULES;
    }

    /** What they recommend, in a line. */
    public String actions() {
        return rules.stream().map(rule -> rule.action().english()).collect(Collectors.joining("; "));
    }

    private static final class BuiltIn {
        static final AnalysisRules RULES = AnalysisRulesParser.parse(text());

        private static String text() {
            try (InputStream in = AnalysisRules.class.getResourceAsStream(FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("a resource should be readable: " + FILE, unreadable);
            }
        }
    }
}
