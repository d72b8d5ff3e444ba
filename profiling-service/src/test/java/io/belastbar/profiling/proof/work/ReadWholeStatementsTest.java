package io.belastbar.profiling.proof.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.proof.CandidateToProve;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.statement.StatementCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadWholeStatementsTest {
    private static final String LONG = "SELECT " + "'a', ".repeat(900) + "id FROM t WHERE a = $1";
    private static final String BEGINNING = LONG.substring(0, 2000) + "…";

    private static String text(String queryId, String text, String... counted) {
        var statement = new StatementToProve(queryId, text, List.of());
        List<StatementCounters> counters = List.of(counted).stream()
                .map(query -> new StatementCounters("7", "app", true, query, 1, 1, 1, 1, 1, 1, null))
                .toList();
        return ReadWholeStatements.whole(
                        List.of(new CandidateToProve("PE-001", "CREATE INDEX a ON t (a)", List.of(statement))),
                        counters)
                .getFirst()
                .statements()
                .getFirst()
                .text();
    }

    @Test
    void cutStatementIsReadWholeByItsId() {
        assertThat(text("7", BEGINNING, "SELECT 1", LONG)).isEqualTo(LONG);
    }

    @Test
    void wholeStatementAnotherIdAndAnotherTextStayAsTheyAre() {
        assertThat(text("7", "SELECT 2", LONG)).isEqualTo("SELECT 2");
        assertThat(text("8", BEGINNING, LONG)).isEqualTo(BEGINNING);
        assertThat(text(null, BEGINNING, LONG)).isEqualTo(BEGINNING);
        assertThat(text("7", BEGINNING, "SELECT 1")).isEqualTo(BEGINNING);
    }
}
