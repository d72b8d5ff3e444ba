package io.belastbar.plans.input;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1|select ?",
                "select 'it''s', E'a\\'b', 1.5e-3 from t1|select ?, ?, ? from t1",
                "select \"a 1\", $1 , $tag$ x 'y' $tag$, $$z$$|select \"a 1\", $1 , ?, ?",
                "`select a -- why 'so\n from t /* no /* really */ 'x' */ where b=2;`|select a from t where b=?",
                "select * from t where id in (1,2, 3)|select * from t where id in (…)",
                "select * from t where id IN ($1, $2)|select * from t where id IN (…)",
                "select * from t where id in (select x from y)|select * from t where id in (select x from y)",
                "insert into t values (1,'a'), (2,'b'),(3,now())|insert into t values (?,?), …",
                "select 'never closed|select ?",
                "select größe, t2 from \"Ü\" where ü='ß'|select größe, t2 from \"Ü\" where ü=?",
                "select x'1f', b'01', U&'\\0441'|select ?, ?, ?"
            })
    void literalsCommentsAndListsAreLeftOut(String sql, String shape) {
        assertThat(StatementShape.of(sql)).isEqualTo(shape);
    }

    @Test
    void capitalsMatterInQuotesOnly() {
        assertThat(StatementShape.key("SELECT \"Ab\" FROM T")).isEqualTo("select \"Ab\" from t");
    }

    @Test
    void longListsAreReadInTime() {
        assertThat(StatementShape.of("select * from t where id in (" + "1,".repeat(500_000) + "2)"))
                .isEqualTo("select * from t where id in (…)");
    }

    @Property(tries = 300)
    void everyTextHasAShapeThatIsItsOwn(@ForAll String sql) {
        String shape = StatementShape.of(sql);

        assertThat(StatementShape.of(shape).length()).isLessThanOrEqualTo(shape.length());
    }
}
