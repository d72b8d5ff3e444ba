package io.belastbar.profiling.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexStatementTest {
    @Test
    void anIndexIsMadeAtOnceAndMustNotBeThere() {
        IndexStatement index = IndexStatement.of(
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_a ON shop.orders"
                        + " USING gin (lower(name) text_ops, \"Zahl\" DESC NULLS LAST) INCLUDE (b) WHERE state = 'it''s; new';");

        assertThat(index.sql())
                .isEqualTo(
                        "CREATE INDEX idx_a ON shop.orders USING gin (lower(name) text_ops, \"Zahl\" DESC NULLS LAST)"
                                + " INCLUDE (b) WHERE state = 'it''s; new'");
        assertThat(index.name()).isEqualTo("idx_a");
        assertThat(index.table()).isEqualTo("shop.orders");
    }

    @Test
    void aQuotedNameIsStoredAsItIsAndAnotherInLowerCase() {
        assertThat(IndexStatement.of("create index \"Neu\"\"er\" on \"T\" (a)").name())
                .isEqualTo("Neu\"er");
        assertThat(IndexStatement.of("create index ABC on t (a)").name()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DROP TABLE a",
                "CREATE UNIQUE INDEX a ON b (c)",
                "CREATE INDEX ON b (c)",
                "CREATE INDEX a ON b (c); DROP TABLE b",
                "CREATE INDEX a ON b (c) -- x",
                "CREATE INDEX a ON b (c /* x */)",
                "CREATE INDEX a ON b (c) WHERE d = $$x$$",
                "CREATE INDEX a ON b (c) WHERE d = 'x'; SELECT 1"
            })
    void whatIsNotOneIndexIsRefused(String ddl) {
        assertThatThrownBy(() -> IndexStatement.of(ddl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CREATE INDEX name ON table");
    }
}
