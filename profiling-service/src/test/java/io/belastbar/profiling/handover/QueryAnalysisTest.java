package io.belastbar.profiling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryAnalysisTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private static StatementFacts statement(String query, String kind, long calls, double meanMs, String plan) {
        return new StatementFacts(
                "1",
                query,
                kind,
                List.of("t"),
                false,
                calls,
                meanMs,
                meanMs,
                1,
                0,
                0,
                true,
                false,
                List.of("t"),
                null,
                null,
                List.of(),
                List.of(),
                null,
                plan,
                List.of());
    }

    private static String written(StatementFacts... statements) {
        var facts = new DatabaseFacts("run", "shop", "shop-db", NOW, NOW, null, List.of(statements));
        return QueryAnalysis.of(facts, ReportTime.utc(ReportLanguage.ENGLISH));
    }

    @Test
    void costliestComesFirstWithItsPlanAndAnExplainThatRunsNothing() {
        String text = written(
                statement("SELECT 1 FROM a\nWHERE x = $1", "SELECT", 10, 1, null),
                statement("SELECT 2 FROM b", "SELECT", 10, 5, "Seq Scan on b\n  filter: x"));

        assertThat(text.indexOf("SELECT 2")).isLessThan(text.indexOf("SELECT 1"));
        assertThat(text)
                .contains("--   Seq Scan on b\n--     filter: x")
                .contains("EXPLAIN (GENERIC_PLAN, VERBOSE)\nSELECT 1 FROM a\nWHERE x = $1;\n")
                .doesNotContain("ANALYZE");
    }

    @Test
    void twentyAreWritten() {
        StatementFacts[] many = IntStream.range(0, 50)
                .mapToObj(i -> statement("SELECT " + i, "SELECT", 1, i, null))
                .toArray(StatementFacts[]::new);

        assertThat(written(many).split("VERBOSE\\)").length - 1).isEqualTo(20);
    }

    @Test
    void whatIsNotOnePlannableStatementIsACommentOnEveryLine() {
        String text = written(
                statement("CALL f();\nDROP TABLE t", "CALL", 1, 9, null),
                statement("SELECT 1; DROP TABLE t", "SELECT", 1, 8, null));

        assertThat(text.lines().filter(line -> !line.isEmpty())).allMatch(line -> line.startsWith("--"));
    }
}
