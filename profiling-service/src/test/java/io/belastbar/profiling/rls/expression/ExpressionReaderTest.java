package io.belastbar.profiling.rls.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionReaderTest {
    @Test
    void castsBindBeforeComparisonsAndStringsHideBrackets() {
        assertThat(ExpressionReader.read("((a)::text = 'x)''('::text)"))
                .isEqualTo(new SqlExpression.Operation(
                        "=",
                        List.of(
                                new SqlExpression.Cast(new SqlExpression.Column(null, "a"), "text"),
                                new SqlExpression.Cast(new SqlExpression.Constant("'x)''('"), "text"))));
    }

    @Test
    void conditionsInARowAreOneOperation() {
        assertThat(ExpressionReader.read("((a = 1) AND (b = 2) AND ((c = 3) AND (d = 4)))"))
                .isInstanceOfSatisfying(SqlExpression.Operation.class, and -> assertThat(and.operands())
                        .hasSize(4));
        assertThat(ExpressionReader.read("a = 1 or b = 2 and not c"))
                .isInstanceOfSatisfying(SqlExpression.Operation.class, or -> assertThat(or.is("OR"))
                        .isTrue());
    }

    @Test
    void quotedNamesKeepTheirLetters() {
        assertThat(ExpressionReader.read("\"Mandant \"\"Nr\"\"\".\"größe$\""))
                .isEqualTo(new SqlExpression.Column("Mandant \"Nr\"", "größe$"));
    }

    @Test
    void theRowOutsideIsTheOneThatIsNamedLikeTheTable() {
        var query = (SqlExpression.SubQuery) ExpressionReader.read(
                "(EXISTS ( SELECT 1 FROM members m WHERE ((m.tenant = docs.tenant) AND (docs_1.tenant = 'docs.id'))))");

        assertThat(query.mentions("docs", column -> true)).containsExactly("tenant");
        assertThat(query.mentions("docs_1", column -> true)).containsExactly("tenant");
        assertThat(query.mentions("other", column -> true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((data #>> '{a,b}'::text[]) = 'x'::text)",
                "(a OPERATOR(public.=) b)",
                "((tags)[1] = 'x'::text)",
                "((EXTRACT(year FROM at))::integer = 2020)",
                "(at AT TIME ZONE 'UTC'::text) > now()",
                "((ROW(a, b)).f1 IS NOT DISTINCT FROM 5)",
                "CASE WHEN a THEN b ELSE (c = ANY (ARRAY[1, 2])) END",
                "(x)::timestamp(3) with time zone > CURRENT_TIMESTAMP",
                "((a)::character varying(10) COLLATE \"C\") = E'\\\\x'",
                "TRIM(BOTH FROM a) = SUBSTRING(b FROM 1 FOR 2)",
                "(NOT (hashed SubPlan 1))",
                "(a IS JSON)",
                "date '2020-01-01' < a",
                "((a -> 'b'::text) ? 'c'::text)",
                "format('%s'::text, VARIADIC ARRAY['a'::text]) = \"current_user\"()"
            })
    void whatPostgresPrintsIsUnderstoodOrKeptAsText(String text) {
        SqlExpression read = ExpressionReader.read(text);

        assertThat(read instanceof SqlExpression.Unread).isEqualTo(text.contains("hashed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "(",
                ")",
                "'",
                "\"",
                "a =",
                "= a",
                "CASE",
                "CASE WHEN",
                "a::",
                "::",
                "a.",
                "f(",
                "IN (",
                "a IN (SELECT",
                "ARRAY[",
                "\0",
                "a \0 b",
                "EXISTS (1)",
                "$",
                "a ANY (",
                "OPERATOR(",
                "x[",
                "NOT",
                "a IS"
            })
    void noTextIsRefused(String text) {
        assertThat(ExpressionReader.read(text)).isNotNull();
        assertThat(ExpressionReader.read(null)).isNotNull();
    }

    @Test
    void deepAndRandomTextsAreReadOrKept() {
        assertThatCode(() -> {
                    ExpressionReader.read("(".repeat(5000) + "a" + ")".repeat(5000));
                    ExpressionReader.read("- ".repeat(5000) + "a");
                    ExpressionReader.read("NOT ".repeat(5000) + "a");
                    ExpressionReader.read("a::text".repeat(5000));
                    ExpressionReader.read("a AND ".repeat(5000) + "a");
                    String signs = "()'\"ab=:.,[]$1 \0\\%|SELECT OR CASE END";
                    Random random = new Random(42);
                    for (int i = 0; i < 20_000; i++) {
                        StringBuilder text = new StringBuilder();
                        for (int j = random.nextInt(30); j >= 0; j--) {
                            text.append(signs.charAt(random.nextInt(signs.length())));
                        }
                        ExpressionReader.read(text.toString()).sql();
                    }
                })
                .doesNotThrowAnyException();
    }
}
