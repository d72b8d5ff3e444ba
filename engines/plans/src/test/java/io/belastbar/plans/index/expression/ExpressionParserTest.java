package io.belastbar.plans.index.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.plans.index.expression.Expression.And;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Elements;
import io.belastbar.plans.index.expression.Expression.Opaque;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.plans.index.expression.Expression.Or;
import io.belastbar.plans.index.expression.Expression.Test;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {

    @org.junit.jupiter.api.Test
    void conjunctionIsReadWithItsConditions() {
        var parsed = ExpressionParser.parse("((e.deleted_at IS NULL) AND (e.organization_id = "
                + "(current_setting('app.organization_id'::text))::uuid) AND (e.\"Größe\" >= '10'::numeric(10,2)))");

        assertThat(parsed).isInstanceOf(And.class);
        assertThat(parsed.conjuncts()).hasSize(3);
        assertThat(parsed.conjuncts().get(0)).isEqualTo(new Test(new Column("e", "deleted_at"), "NULL"));
        assertThat(parsed.columns())
                .containsExactly(
                        new Column("e", "deleted_at"),
                        new Column("e", "organization_id"),
                        new Column("e", "\"Größe\""));
    }

    @org.junit.jupiter.api.Test
    void arraysDisjunctionsAndCastsAreRead() {
        var any = ExpressionParser.parse("(status = ANY ('{open,closed}'::text[]))");
        var or = ExpressionParser.parse("((a = $1) OR ((b)::text ~~ 'x%'::text))");

        assertThat(any).isInstanceOf(Elements.class);
        assertThat(or).isInstanceOf(Or.class);
        Operation like = (Operation) or.parts().get(1);
        assertThat(like.operator()).isEqualTo("~~");
        assertThat(like.left()).isEqualTo(new Cast(new Column("", "b"), "text"));
    }

    @DisplayName("an index definition writes it without the table")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "(lower(u.email) = $1); lower(email) = $1",
                "(d.data ->> 'kind'::text); data ->> 'kind'::text",
                "(to_tsvector('english'::regconfig, d.body) @@ $1); to_tsvector('english'::regconfig, body) @@ $1",
                "(t.at > (now() - '1 day'::interval)); at > (now() - '1 day'::interval)",
                "(NOT flag); NOT flag",
                "((x)::timestamp(3) without time zone < $2); x::timestamp(3) without time zone < $2",
                "(a OPERATOR(public.%) $1); a % $1",
                "(a <> ALL ($1)); a <> ALL ($1)",
                "(tags[1] = 'x'::text); (tags, [1]) = 'x'::text"
            })
    void expressionIsWrittenAgain(String printed, String expected) {
        assertThat(ExpressionParser.parse(printed).sql()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(hashed SubPlan 1)",
                "(ANY (e.org = (hashed SubPlan 1).col1))",
                "CASE WHEN (a = 1) THEN true ELSE (b = 2) END",
                "EXISTS(SubPlan 1)",
                "(EXTRACT(year FROM o.at) = $1)",
                "(a = ",
                "§",
                "",
                "ROW(a, b) < ROW($1, $2)",
                "(alternatives: SubPlan 1 or hashed SubPlan 2)",
                "a IS JSON",
                "$99999999999"
            })
    void whatIsNotKnownPasses(String printed) {
        assertThat(ExpressionParser.parse(printed)).isNotNull();
    }

    @org.junit.jupiter.api.Test
    void columnsOfWhatIsNotKnownAreKept() {
        var parsed = ExpressionParser.parse("CASE WHEN (t.a = 1) THEN true ELSE (t.b = length('b c'::text)) END");

        assertThat(parsed).isInstanceOf(Opaque.class);
        assertThat(parsed.columns()).containsExactly(new Column("t", "a"), new Column("t", "b"));
    }

    @org.junit.jupiter.api.Test
    void depthIsBounded() {
        assertThat(ExpressionParser.parse("(".repeat(20_000) + "a" + ")".repeat(20_000)))
                .isInstanceOf(Opaque.class);
        assertThat(ExpressionParser.parse("a = '" + "x''".repeat(30_000) + "'").columns())
                .hasSize(1);
        assertThat(ExpressionParser.parse("- ".repeat(20_000) + "a")).isNotNull();
        assertThat(ExpressionParser.parse("NOT ".repeat(20_000) + "a")).isNotNull();
    }

    @Property(tries = 300)
    void nothingThrows(@ForAll String text) {
        assertThat(ExpressionParser.parse(text)).isNotNull();
    }
}
