package io.belastbar.profiling.rls.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An expression as PostgreSQL prints it for a policy, as far as the use of an index depends on it. Sub-queries are kept as
 * text, with what they say of the rows outside ({@link SubQuery#mentions}).
 */
public sealed interface SqlExpression {
    /** A column; the qualifier is null where PostgreSQL prints none. Names without quotes, as the catalogue has them. */
    record Column(String qualifier, String name) implements SqlExpression {}

    /** A literal as printed, without its cast: {@code 'x'}, {@code 5}, {@code NULL}, {@code true}, {@code $1}. */
    record Constant(String text) implements SqlExpression {
        public boolean isTrue() {
            return text.equalsIgnoreCase("true");
        }

        public boolean isNull() {
            return text.equalsIgnoreCase("null");
        }
    }

    /** {@code (of)::type}. */
    record Cast(SqlExpression of, String type) implements SqlExpression {}

    /** A function; the schema is null where PostgreSQL prints none: {@code pg_catalog} or one on the search path. */
    record Call(String schema, String name, List<SqlExpression> arguments) implements SqlExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        public boolean isCalled(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    /** An operator with one or two operands; AND, OR and NOT too, with as many as stand in a row. */
    record Operation(String operator, List<SqlExpression> operands) implements SqlExpression {
        public Operation {
            operands = List.copyOf(operands);
        }

        public boolean is(String wanted) {
            return operator.equals(wanted);
        }
    }

    /** {@code of IS test}: NULL, NOT NULL, TRUE, NOT TRUE … */
    record Test(SqlExpression of, String test) implements SqlExpression {}

    /** {@code CASE … END}; the parts in order, conditions and results; the text as printed. */
    record Case(List<SqlExpression> parts, String text) implements SqlExpression {
        public Case {
            parts = List.copyOf(parts);
        }
    }

    /** {@code left operator ANY (right)}, or ALL; the right side is an array. */
    record AnyOf(SqlExpression left, String operator, boolean all, SqlExpression right) implements SqlExpression {}

    /** How a sub-query is used. */
    enum Use {
        EXISTS,
        IN,
        SCALAR,
        ARRAY
    }

    /** A sub-query; {@code left} and {@code operator} are null but for IN. */
    record SubQuery(Use use, SqlExpression left, String operator, String text) implements SqlExpression {
        /** The columns of the table outside that the sub-query reads; empty: it is the same for every row. */
        public List<String> mentions(String table, Predicate<String> isColumn) {
            return OuterReferences.of(text, table, isColumn);
        }
    }

    /** {@code ARRAY[…]}, a row, or a list behind IN. */
    record ListOf(List<SqlExpression> elements) implements SqlExpression {
        public ListOf {
            elements = List.copyOf(elements);
        }
    }

    /** What was not understood. */
    record Unread(String text) implements SqlExpression {}

    /** The expressions directly inside. */
    default List<SqlExpression> parts() {
        return switch (this) {
            case Cast cast -> List.of(cast.of());
            case Call call -> call.arguments();
            case Operation operation -> operation.operands();
            case Test test -> List.of(test.of());
            case Case cases -> cases.parts();
            case AnyOf any -> List.of(any.left(), any.right());
            case SubQuery query ->
                Stream.of(query.left()).filter(Objects::nonNull).toList();
            case ListOf list -> list.elements();
            case Column column -> List.of();
            case Constant constant -> List.of();
            case Unread unread -> List.of();
        };
    }

    /** This and all inside, from the outside in; not what is in sub-queries. */
    default Stream<SqlExpression> flatten() {
        List<SqlExpression> all = new ArrayList<>(List.of(this));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).parts());
        }
        return all.stream();
    }

    /** As SQL that PostgreSQL reads again. */
    default String sql() {
        return ExpressionPrint.of(this);
    }
}
