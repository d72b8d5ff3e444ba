package io.belastbar.plans.index.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An expression as EXPLAIN prints it. */
public sealed interface Expression {

    /** As an index definition writes it: columns without their table. */
    String sql();

    /** The expressions that this one is made of. */
    List<Expression> parts();

    /** All columns in it. */
    default Set<Column> columns() {
        Set<Column> all = new LinkedHashSet<>();
        if (this instanceof Column column) {
            all.add(column);
        }
        parts().forEach(part -> all.addAll(part.columns()));
        return all;
    }

    /** This and everything inside it. */
    default Stream<Expression> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::all));
    }

    /** What a conjunction joins; the expression itself if it is none. */
    default List<Expression> conjuncts() {
        return this instanceof And and
                ? and.parts().stream()
                        .flatMap(part -> part.conjuncts().stream())
                        .toList()
                : List.of(this);
    }

    /**
     * A column.
     *
     * @param alias the table's alias as printed; empty if the plan has one table only
     * @param name as printed, quoted where it must be
     */
    record Column(String alias, String name) implements Expression {
        @Override
        public String sql() {
            return name;
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** {@code $1}. */
    record Parameter(int number) implements Expression {
        @Override
        public String sql() {
            return "$" + number;
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** A literal, without its cast. */
    record Constant(String sql) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of();
        }

        /** The text that a quoted literal stands for; others as printed. */
        public String value() {
            String text = sql.startsWith("E'") ? sql.substring(1) : sql;
            boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
            return quoted ? text.substring(1, text.length() - 1).replace("''", "'") : text;
        }
    }

    /** A function of its arguments. */
    record Call(String function, List<Expression> parts) implements Expression {
        public Call {
            parts = List.copyOf(parts);
        }

        @Override
        public String sql() {
            return function + "(" + parts.stream().map(Expression::sql).collect(Collectors.joining(", ")) + ")";
        }
    }

    /** A cast to a type. */
    record Cast(Expression of, String type) implements Expression {
        @Override
        public String sql() {
            return (of instanceof Column || of instanceof Constant ? of.sql() : "(" + of.sql() + ")") + "::" + type;
        }

        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    /**
     * An operator between two operands.
     *
     * @param left null for a prefix operator
     */
    record Operation(String operator, Expression left, Expression right) implements Expression {
        @Override
        public String sql() {
            return left == null ? operator + side(right) : side(left) + " " + operator + " " + side(right);
        }

        private static String side(Expression operand) {
            return operand instanceof Operation ? "(" + operand.sql() + ")" : operand.sql();
        }

        @Override
        public List<Expression> parts() {
            return Stream.of(left, right).filter(Objects::nonNull).toList();
        }
    }

    /**
     * A comparison with the elements of an array.
     *
     * @param every {@code ALL} rather than {@code ANY}
     */
    record Elements(String operator, Expression left, Expression array, boolean every) implements Expression {
        @Override
        public String sql() {
            return left.sql() + " " + operator + (every ? " ALL (" : " ANY (") + array.sql() + ")";
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, array);
        }
    }

    /** All of them hold. */
    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String sql() {
            return parts.stream().map(part -> "(" + part.sql() + ")").collect(Collectors.joining(" AND "));
        }
    }

    /** At least one of them holds. */
    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public String sql() {
            return parts.stream().map(part -> "(" + part.sql() + ")").collect(Collectors.joining(" OR "));
        }
    }

    /** The opposite. */
    record Not(Expression of) implements Expression {
        @Override
        public String sql() {
            return "NOT " + (of instanceof Column ? of.sql() : "(" + of.sql() + ")");
        }

        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    /** {@code IS NULL}, {@code IS NOT NULL}, {@code IS TRUE} …; {@code what} is what follows IS. */
    record Test(Expression of, String what) implements Expression {
        @Override
        public String sql() {
            return of.sql() + " IS " + what;
        }

        @Override
        public List<Expression> parts() {
            return List.of(of);
        }
    }

    /** Anything else: CASE, sub-plans, rows. Its parts are the columns that stand in it. */
    record Opaque(String sql, List<Expression> parts) implements Expression {
        public Opaque {
            parts = List.copyOf(parts);
        }
    }
}
