package io.belastbar.budget.statement;

import static io.belastbar.budget.evaluation.Facts.statement;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementSelectorTest {

    @Test
    void verbAndTableMustBothMatch() {
        var selector = StatementSelector.of("SELECT query on employees").orElseThrow();

        assertThat(selector.matches(statement("SELECT", "employees").build())).isTrue();
        assertThat(selector.matches(statement("SELECT", "public.employees").build()))
                .isTrue();
        assertThat(selector.matches(statement("INSERT", "employees").build())).isFalse();
        assertThat(selector.matches(statement("SELECT", "offers").build())).isFalse();
    }

    @Test
    void rlsMeansTablesWithRowLevelSecurity() {
        var selector =
                StatementSelector.of("SELECT mit RLS-Filter (40 Mandanten)").orElseThrow();

        assertThat(selector.matches(statement("SELECT", "employees").rls().build()))
                .isTrue();
        assertThat(selector.matches(statement("SELECT", "employees").build())).isFalse();
    }

    @Test
    void batchMeansWritesOfManyRows() {
        var selector = StatementSelector.of("Batch INSERT (1000 records)").orElseThrow();

        assertThat(selector.matches(statement("INSERT", "employees").rows(500).build()))
                .isTrue();
        assertThat(selector.matches(statement("INSERT", "employees").rows(1).build()))
                .isFalse();
        assertThat(selector.matches(statement("SELECT", "employees").rows(500).build()))
                .isFalse();
    }

    @Test
    void germanPrepositionsNameTablesToo() {
        assertThat(StatementSelector.of("DELETE auf Angebote").orElseThrow().text())
                .isEqualTo("DELETE statements on angebote");
    }

    @Test
    void wordsThatSelectNothingAreNoSelector() {
        assertThat(StatementSelector.of("slow things")).isEmpty();
    }

    @Test
    void anotherTablesSequentialScanIsNotTheNamedOnes() {
        var selector = StatementSelector.of("SELECT on employees").orElseThrow();

        var joined = statement("SELECT", "employees").seqScan("countries").build();

        assertThat(selector.matches(joined)).isTrue();
        assertThat(selector.seesSequentialScan(joined)).isFalse();
    }
}
